package org.darsena.api;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import org.darsena.rules.ModuleRules;
import org.junit.jupiter.api.Test;

/// The contract between client and helper knows the bus and nothing of ours.
class ArchitectureTest extends ModuleRules {
    ArchitectureTest() {
        super("org.darsena.api");
    }

    @Test
    void knowsOnlyTheBus() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("org.darsena.api..", "java..", "org.freedesktop.dbus..", "org.jspecify..")
                .check(classes);
    }
}

package org.darsena.helper;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import org.darsena.rules.ModuleRules;
import org.junit.jupiter.api.Test;

/// The helper translates: no window, and no system call of its own.
class ArchitectureTest extends ModuleRules {
    ArchitectureTest() {
        super("org.darsena.helper");
    }

    @Test
    void knowsNoWindow() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("javafx..", "org.darsena.app..")
                .check(classes);
    }

    @Test
    void leavesTheKernelToTheRuntime() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jnr..", "com.kenai..", "java.lang.foreign..")
                .check(classes);
    }
}

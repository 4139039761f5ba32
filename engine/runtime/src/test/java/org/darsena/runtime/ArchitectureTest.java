package org.darsena.runtime;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import org.darsena.rules.ModuleRules;
import org.junit.jupiter.api.Test;

/// The runtime knows the kernel and the model, and none of those who ask it.
class ArchitectureTest extends ModuleRules {
    ArchitectureTest() {
        super("org.darsena.runtime");
    }

    @Test
    void knowsNeitherBusNorWindow() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.freedesktop.dbus..",
                        "javafx..",
                        "org.darsena.api..",
                        "org.darsena.helper..",
                        "org.darsena.app..")
                .check(classes);
    }

    @Test
    void onlyTheKernelLayerIsNative() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.darsena.runtime.kernel..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jnr..", "com.kenai..", "java.lang.foreign..")
                .check(classes);
    }
}

package org.darsena.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;

import javafx.application.Application;
import org.darsena.rules.ModuleRules;
import org.junit.jupiter.api.Test;

/// The client reaches the engine over the bus only.
class ArchitectureTest extends ModuleRules {
    ArchitectureTest() {
        super("org.darsena.app");
    }

    @Test
    void knowsNoEngineAndNoSystemCall() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.darsena.runtime..", "org.darsena.helper..", "jnr..", "com.kenai..", "java.lang.foreign..")
                .check(classes);
    }

    /// Java refuses such a main class where JavaFX is on the class path, and it would load JavaFX for the command too.
    @Test
    void mainClassIsNoApplication() {
        noMethods()
                .that()
                .haveName("main")
                .should()
                .beDeclaredInClassesThat()
                .areAssignableTo(Application.class)
                .allowEmptyShould(true)
                .check(classes);
    }
}

package org.darsena.model;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import org.darsena.rules.ModuleRules;
import org.junit.jupiter.api.Test;

/// The model is pure: no kernel, no bus, no window, no file, no process.
class ArchitectureTest extends ModuleRules {
    ArchitectureTest() {
        super("org.darsena.model");
    }

    /// Classes that reach files, processes or the net.
    private static final String OUTSIDE = String.join(
            "|",
            "java\\.nio\\.file\\.Files",
            "java\\.io\\.(File(In|Out)putStream|FileReader|FileWriter|RandomAccessFile)",
            "java\\.nio\\.channels\\.FileChannel",
            "java\\.lang\\.(Process|ProcessBuilder|Runtime)",
            "java\\.net\\.(\\w*Socket|URL|NetworkInterface)");

    @Test
    void knowsOnlyJavaAndJackson() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("org.darsena.model..", "java..", "com.fasterxml.jackson..", "org.jspecify..")
                .check(classes);
    }

    /// Documents come and go as text, bytes or streams, so that the model never opens what a document names.
    @Test
    void opensNothingAndStartsNothing() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveNameMatching(OUTSIDE)
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage("java.awt..", "java.lang.foreign..", "java.net.http..", "java.sql..")
                .check(classes);
    }
}

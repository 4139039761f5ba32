package org.darsena.model;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/// The model is pure: no kernel, no bus, no window, no file, no process.
class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.darsena.model");

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
                .check(CLASSES);
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
                .check(CLASSES);
    }

    @Test
    void packagesHaveNoCycles() {
        SlicesRuleDefinition.slices()
                .assignedFrom(new PackageOfClass())
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }

    @Test
    void everyPackageIsNullMarked() {
        List<String> unmarked = CLASSES.stream()
                .map(JavaClass::getPackage)
                .distinct()
                .filter(p -> !p.isAnnotatedWith(NullMarked.class))
                .map(JavaPackage::getName)
                .toList();
        assertEquals(List.of(), unmarked);
    }

    /// Each package is one slice, its parent another: a cycle between a package and its own sub-package counts.
    private static final class PackageOfClass implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            return SliceIdentifier.of(type.getPackageName());
        }

        @Override
        public String getDescription() {
            return "packages of darsena-model";
        }
    }
}

package org.darsena.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.darsena.model.verify.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/// Every known case of the security table has a test that proves the defence against it.
class RowsTest {
    @Test
    void everyRowHasItsTest() {
        Map<Row, TreeSet<String>> tests = new EnumMap<>(Row.class);
        for (JavaClass type : new ClassFileImporter()
                .withImportOption(new ImportOption.OnlyIncludeTests())
                .importPackages("org.darsena.runtime")) {
            for (JavaMethod method : type.getMethods()) {
                if (method.isAnnotatedWith(Proves.class)) {
                    assertTrue(
                            method.isAnnotatedWith(Test.class) || method.isAnnotatedWith(ParameterizedTest.class),
                            method.getFullName() + " is run by nobody");
                    for (Row row : method.getAnnotationOfType(Proves.class).value()) {
                        tests.computeIfAbsent(row, _ -> new TreeSet<>())
                                .add(type.getSimpleName() + "." + method.getName());
                    }
                }
            }
        }
        EnumSet<Row> unproved = EnumSet.allOf(Row.class);
        unproved.removeAll(tests.keySet());
        assertEquals(List.of(), List.copyOf(unproved), () -> "proved: " + tests);
    }
}

package org.darsena.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Each name has its exception, so that no refusal reaches a client without its name.
class ErrorsTest {

    @Test
    void everyNameHasAnExceptionAndTheOtherWayRound() throws Exception {
        Set<String> names = new TreeSet<>();
        for (var field : Errors.class.getFields()) {
            if (Modifier.isStatic(field.getModifiers())) {
                names.add((String) field.get(null));
            }
        }
        Set<String> classes = new TreeSet<>();
        for (Class<?> nested : org.darsena.Helper1.Error.class.getDeclaredClasses()) {
            Object made = nested.getConstructor(String.class).newInstance("{}");
            classes.add(assertInstanceOf(HelperError.class, made).error());
        }
        assertEquals(names, classes);
    }

    @Test
    void dbusJavaFindsTheException() throws Exception {
        // exactly what its proxies do with an error reply
        var error = new org.freedesktop.dbus.messages.MessageFactory((byte) 'l')
                .createError(":1.1", Errors.NOT_FOUND, 1L, "s", "{\"id\":\"x\"}");
        HelperError thrown = assertInstanceOf(HelperError.class, error.getException());
        assertEquals(Errors.NOT_FOUND, thrown.error());
        assertEquals("{\"id\":\"x\"}", thrown.getMessage());
    }

    @Test
    void namesAreBelowOurBusName() {
        assertEquals(
                Set.of(Names.BUS + ".Error"),
                Arrays.stream(Errors.class.getFields())
                        .map(f -> {
                            try {
                                String name = (String) f.get(null);
                                return name.substring(0, name.lastIndexOf('.'));
                            } catch (IllegalAccessException e) {
                                throw new AssertionError(e);
                            }
                        })
                        .collect(Collectors.toSet()));
    }
}

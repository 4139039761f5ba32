package org.darsena.app.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// The window, named only: the command's class path may lack JavaFX, and its classes are not to be loaded
/// with it.
final class Windows implements Surroundings.Window {
    private static final Map<String, String> FACES =
            Map.of("open", "org.darsena.app.shell.WindowMain", "tour", "org.darsena.app.tour.TourMain");

    @Override
    public int open(String face, String... args) throws Surroundings.NoWindowException {
        utf8();
        try {
            Object status = Class.forName(FACES.get(face))
                    .getMethod("main", String[].class)
                    .invoke(null, (Object) args);
            return status instanceof Integer n ? n : Exit.OK;
        } catch (InvocationTargetException e) {
            throw failure(e.getCause() == null ? e : e.getCause());
        } catch (ReflectiveOperationException | LinkageError e) {
            throw failure(e);
        }
    }

    /// Whatever the locale says: check names hold arrows.
    private static void utf8() {
        System.setOut(new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8));
    }

    /// The innermost cause says most: `Unable to open DISPLAY`.
    private static Surroundings.NoWindowException failure(Throwable why) {
        Throwable last = why;
        while (last.getCause() != null) {
            last = last.getCause();
        }
        String message = last.getMessage();
        return new Surroundings.NoWindowException(message == null ? last.toString() : message, why);
    }
}

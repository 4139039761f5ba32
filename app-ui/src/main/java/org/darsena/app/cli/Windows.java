package org.darsena.app.cli;

import java.lang.reflect.InvocationTargetException;
import java.util.Map;

/// The window, named only: the command's class path may lack JavaFX, and its classes are not to be loaded
/// with it.
final class Windows implements Surroundings.Window {
    private static final Map<String, String> FACES =
            Map.of("open", "org.darsena.app.shell.WindowMain", "tour", "org.darsena.app.tour.TourMain");

    @Override
    public int open(String face, String... args) {
        try {
            Object status = Class.forName(FACES.get(face))
                    .getMethod("main", String[].class)
                    .invoke(null, (Object) args);
            return status instanceof Integer n ? n : Exit.OK;
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("the window failed", e.getCause());
        } catch (ReflectiveOperationException | LinkageError e) {
            throw new IllegalStateException("the window cannot be loaded", e);
        }
    }
}

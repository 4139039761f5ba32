package org.darsena.helper.objects;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/// Names of users, as the machine's name service knows them; asked once for each.
///
/// Threads: any.
final class Users {
    private static final int MAX = 4096;

    private final Map<Integer, String> names = new ConcurrentHashMap<>();

    /// The number itself where there is no name.
    String name(int uid) {
        String known = names.get(uid);
        if (known != null) {
            return known;
        }
        String found = look(uid);
        if (names.size() < MAX) {
            names.put(uid, found);
        }
        return found;
    }

    private static String look(int uid) {
        String number = Integer.toUnsignedString(uid);
        if (uid == 0) {
            return "root";
        }
        try {
            Process getent = new ProcessBuilder("/usr/bin/getent", "passwd", number)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            getent.getOutputStream().close();
            if (!getent.waitFor(2, TimeUnit.SECONDS)) {
                getent.destroyForcibly();
                return number;
            }
            String line = new String(getent.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return line.contains(":") ? line.substring(0, line.indexOf(':')) : number;
        } catch (IOException e) {
            return number;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return number;
        }
    }
}

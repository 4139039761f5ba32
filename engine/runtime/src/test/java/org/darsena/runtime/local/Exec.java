package org.darsena.runtime.local;

import java.io.FileInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.darsena.model.container.ProcessSpec;
import org.darsena.runtime.Engine;
import org.darsena.runtime.Engine.Session;
import org.darsena.runtime.Engine.Stdio;

/// Runs a process in a container with its output in a file of ours.
final class Exec {
    private Exec() {}

    static String run(Engine engine, String id, ProcessSpec process) throws Exception {
        Path out = Files.createTempFile("darsena-exec-", ".out");
        try (var none = new FileInputStream("/dev/null");
                var write = new java.io.FileOutputStream(out.toFile());
                var errors = new java.io.FileOutputStream(out.toFile(), true)) {
            try (Session session = engine.exec(id, process, new Stdio(none.getFD(), write.getFD(), errors.getFD()))) {
                int code = session.await();
                String text = Files.readString(out, StandardCharsets.UTF_8);
                return code == 0 ? text : text + "exit " + code;
            }
        } finally {
            Files.delete(out);
        }
    }
}

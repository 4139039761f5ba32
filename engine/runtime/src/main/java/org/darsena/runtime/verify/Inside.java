package org.darsena.runtime.verify;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.darsena.model.container.ProcessSpec;
import org.darsena.runtime.Engine.Session;
import org.darsena.runtime.Engine.Stdio;
import org.darsena.runtime.EngineException;
import org.darsena.runtime.kernel.Fd;
import org.darsena.runtime.kernel.Kernel;
import org.darsena.runtime.kernel.Linux;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs the probe (inside.c) in a container: from a sealed memory file as its descriptor 0, with the rights that any
/// further process gets there. Its answers go into another memory file.
final class Inside {
    private static final Logger LOG = LoggerFactory.getLogger(Inside.class);
    private static final String RESOURCE = "/org/darsena/runtime/verify/inside";
    private static final String PROGRAM = "/proc/self/fd/0";
    private static final long LIMIT_MILLIS = 3000;
    private static final long LAST_MILLIS = 500;
    private static final int MOST_ANSWERS = 1 << 20;

    /// 128 + SIGSYS: a filter's way to say no.
    private static final int FILTERED = 128 + 31;

    private static final String REFUSED = "-1";

    private final Kernel kernel;

    Inside(Kernel kernel) {
        this.kernel = kernel;
    }

    /// Question → answer. Where the probe does not come to run, or is stopped by somebody inside, answers are missing.
    Map<String, String> ask(Subject.Exec exec, List<String> questions) throws IOException, EngineException {
        Map<String, String> answers = new LinkedHashMap<>();
        try (Fd program = program()) {
            List<String> left = questions;
            while (!left.isEmpty()) {
                left = some(exec, program, left, answers);
            }
        }
        return answers;
    }

    /// Those that are still to be asked: after the one over which a filter killed the probe.
    private List<String> some(Subject.Exec exec, Fd program, List<String> questions, Map<String, String> answers)
            throws IOException, EngineException {
        try (Fd out = kernel.memFd("darsena-answers")) {
            int code = run(exec, program, out, questions);
            int begun = -1;
            for (String line : text(out).split("\n")) {
                String[] words = line.split(" ", 2);
                begun = number(words[0], questions.size(), begun);
                if (words.length == 2 && begun >= 0) {
                    answers.put(questions.get(begun), words[1].strip());
                }
            }
            if (code != FILTERED || begun < 0 || answers.containsKey(questions.get(begun))) {
                return List.of();
            }
            answers.put(questions.get(begun), REFUSED);
            return questions.subList(begun + 1, questions.size());
        }
    }

    private static int number(String word, int most, int otherwise) {
        try {
            int number = Integer.parseInt(word);
            return number >= 0 && number < most ? number : otherwise;
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }

    private int run(Subject.Exec exec, Fd program, Fd out, List<String> questions) throws IOException, EngineException {
        List<String> argv = new ArrayList<>(List.of(PROGRAM));
        argv.addAll(questions);
        Stdio stdio = new Stdio(
                kernel.dup(program).releaseToJava(),
                kernel.dup(out).releaseToJava(),
                kernel.open("/dev/null", Linux.O_WRONLY, 0).releaseToJava());
        try (Session session = exec.run(ProcessSpec.of(argv), stdio)) {
            FutureTask<Integer> end = new FutureTask<>(session::await);
            Thread.ofPlatform().daemon().name("darsena-verify").start(end);
            return awaited(session, end);
        } catch (EngineException e) {
            if (e.kind() == EngineException.Kind.STATE) {
                throw e;
            }
            LOG.info("the probe does not run: {}", e.getMessage()); // a profile under which nothing can be executed
            return -1;
        }
    }

    /// Those inside can hold it, and be held themselves: nobody waits for that.
    private static int awaited(Session session, FutureTask<Integer> end) throws IOException, EngineException {
        try {
            return end.get(LIMIT_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            session.signal("KILL");
            try {
                return end.get(LAST_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException | ExecutionException | InterruptedException _) {
                return -1;
            }
        } catch (ExecutionException e) {
            return -1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new java.io.InterruptedIOException();
        }
    }

    private String text(Fd out) throws IOException {
        byte[] buffer = new byte[1 << 16];
        StringBuilder text = new StringBuilder();
        for (int n; text.length() < MOST_ANSWERS && (n = kernel.pread(out, buffer, text.length())) > 0; ) {
            text.append(new String(buffer, 0, n, StandardCharsets.ISO_8859_1));
        }
        return text.toString();
    }

    /// Sealed, and for everybody to execute and nobody to read: a process that may not read its own program cannot be
    /// traced by its like (ptrace(2)), so those inside cannot answer in its place.
    private Fd program() throws IOException {
        try (InputStream in = Inside.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IOException("the probe is missing from the build: " + RESOURCE);
            }
            Fd file = kernel.memFd("darsena-verify");
            kernel.write(file, in.readAllBytes());
            Files.setPosixFilePermissions(
                    Path.of("/proc/self/fd/" + file.number()), PosixFilePermissions.fromString("--x--x--x"));
            kernel.seal(file, Linux.F_SEAL_ALL);
            return file;
        }
    }
}

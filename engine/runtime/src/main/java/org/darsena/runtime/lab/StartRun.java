package org.darsena.runtime.lab;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.darsena.model.Show;
import org.darsena.model.container.ProcessSpec;
import org.darsena.model.lab.plan.LabPlan.NodePlan;
import org.darsena.model.lab.plan.LabPlan.Start;
import org.darsena.model.plan.Shell;
import org.darsena.runtime.ContainerInfo;
import org.darsena.runtime.Engine.Progress;
import org.darsena.runtime.Engine.Session;
import org.darsena.runtime.Engine.Stdio;
import org.darsena.runtime.EngineException;
import org.darsena.runtime.EngineException.Kind;
import org.darsena.runtime.container.Failures;
import org.darsena.runtime.kernel.Linux;
import org.darsena.runtime.lab.check.SessionWait;
import org.jspecify.annotations.Nullable;

/// Runs a node's start commands, one after the other. Their output goes to the node's log.
final class StartRun {
    private static final int SHOWN = 200;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Parts parts;

    StartRun(Parts parts) {
        this.parts = parts;
    }

    /// Hears of each command before it is run.
    @FunctionalInterface
    interface Told {
        void command(String words);
    }

    /// FAILED {what: command, node, command, code, detail} at the first that does not end with 0.
    void run(String container, NodePlan node, Progress progress, Told told) throws EngineException {
        if (node.start().isEmpty()) {
            return;
        }
        ContainerInfo info = parts.containers()
                .find(container)
                .orElseThrow(() -> new EngineException(Kind.NOT_FOUND, Map.of("what", "container", "id", container)));
        try (Console console = Console.of(parts, info)) {
            for (Start start : node.start()) {
                if (progress.cancelled()) {
                    throw new EngineException(Kind.CANCELLED, Map.of());
                }
                String words = words(start);
                told.command(words);
                one(info, node.name(), start, words, console, progress);
            }
        } catch (IOException e) {
            throw Failures.of(e);
        }
    }

    /// As a person would have typed it.
    static String words(Start start) {
        List<String> argv = start.argv();
        boolean shell =
                argv.size() == 3 && argv.get(0).equals("/bin/sh") && argv.get(1).equals("-c");
        return shell ? argv.get(2) : Shell.line(argv);
    }

    private void one(ContainerInfo info, String node, Start start, String words, Console console, Progress progress)
            throws EngineException, IOException {
        String begin = "$ " + Show.value(words, SHOWN);
        console.line(begin);
        Map<String, String> about = Map.of("what", "command", "node", node, "command", Show.value(words, SHOWN));
        int code;
        try (Session session = parts.containers().exec(info.id(), process(info, start), stdio(console))) {
            code = SessionWait.end(session, LIMIT, progress::cancelled);
        } catch (EngineException e) {
            throw "execve".equals(e.args().get("call")) ? failed(about, 127, notRun(e), e) : e;
        }
        if (code == SessionWait.TOO_LONG) {
            throw failed(about, code, "it did not end within " + LIMIT.toSeconds() + " s", null);
        }
        if (code != 0) {
            String end = "[ended with " + code + "]";
            console.line(end);
            throw failed(about, code, Show.value(console.lastBetween(begin, end), SHOWN), null);
        }
    }

    private static String notRun(EngineException e) {
        return e.args().getOrDefault("path", "") + ": " + e.args().getOrDefault("errno", "");
    }

    private static EngineException failed(
            Map<String, String> about, int code, String detail, @Nullable Exception cause) {
        Map<String, String> args = new LinkedHashMap<>(about);
        args.put("code", String.valueOf(code));
        if (!detail.isEmpty()) {
            args.put("detail", detail);
        }
        EngineException e = new EngineException(Kind.FAILED, args);
        if (cause != null) {
            e.addSuppressed(cause);
        }
        return e;
    }

    private static ProcessSpec process(ContainerInfo info, Start start) {
        ProcessSpec own = info.spec().process();
        return new ProcessSpec(start.argv(), own.env(), own.cwd(), 0, 0, false, false, "TERM", 1);
    }

    private Stdio stdio(Console console) throws IOException {
        return new Stdio(
                parts.kernel().open("/dev/null", Linux.O_RDONLY, 0).releaseToJava(),
                console.output(),
                console.output());
    }
}

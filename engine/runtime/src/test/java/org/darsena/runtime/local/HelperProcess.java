package org.darsena.runtime.local;

import java.io.IOException;
import java.util.List;
import org.darsena.model.container.ContainerSpec;
import org.darsena.runtime.ContainerInfo;
import org.darsena.runtime.Engine.Progress;
import org.darsena.runtime.EngineConfig;
import org.darsena.runtime.EngineException;
import org.darsena.runtime.EngineProcess;

/// A helper in a process of its own, to be killed at any moment.
final class HelperProcess extends EngineProcess {
    /// @param work `run N`: start N containers, then wait; `create`: create containers for ever; `cycle`:
    ///     start, stop and delete for ever
    HelperProcess(EngineConfig config, String... work) throws IOException {
        super(HelperProcess.class, config, work);
    }

    public static void main(String[] args) throws Exception {
        LocalEngine engine = LocalEngine.open(config(args));
        List<String> work = work(args);
        switch (work.getFirst()) {
            case "run" -> run(engine, Integer.parseInt(work.getLast()));
            case "create" -> create(engine);
            case "cycle" -> cycle(engine);
            default -> throw new IllegalArgumentException(work.getFirst());
        }
    }

    private static void say(String line) {
        System.out.println(line);
    }

    private static void run(LocalEngine engine, int count) throws Exception {
        for (int i = 0; i < count; i++) {
            ContainerSpec s = ContainerSpec.of("many-" + i, List.of("sh", "-c", "echo up; exec sleep 1000"));
            ContainerSpec spec = i % 5 == 0 ? s : TestEngine.with(s, List.of());
            String id = engine.create(spec, TestEngine.OWNER, Progress.NONE).id();
            engine.start(id, Progress.NONE);
            say(id + " " + engine.container(id).orElseThrow().pid());
        }
        say("ready");
        Thread.sleep(Long.MAX_VALUE);
    }

    private static void create(LocalEngine engine) throws EngineException {
        say("ready");
        for (int i = 0; ; i++) {
            ContainerSpec s = ContainerSpec.of("c" + System.nanoTime(), List.of("true"));
            ContainerSpec spec = i % 2 == 0 ? s : TestEngine.with(s, List.of());
            engine.create(spec, TestEngine.OWNER, Progress.NONE);
        }
    }

    private static void cycle(LocalEngine engine) throws EngineException {
        say("ready");
        while (true) {
            ContainerSpec s = ContainerSpec.of("x" + System.nanoTime(), List.of("sleep", "1000"));
            ContainerInfo c = engine.create(s, TestEngine.OWNER, Progress.NONE);
            engine.start(c.id(), Progress.NONE);
            engine.stop(c.id(), 0, Progress.NONE);
            engine.delete(c.id(), false, Progress.NONE);
        }
    }
}

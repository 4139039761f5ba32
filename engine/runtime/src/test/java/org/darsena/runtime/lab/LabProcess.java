package org.darsena.runtime.lab;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.darsena.model.json.ShippedLabs;
import org.darsena.runtime.Engine.Progress;
import org.darsena.runtime.EngineConfig;
import org.darsena.runtime.EngineProcess;
import org.darsena.runtime.LabInfo;
import org.darsena.runtime.local.LocalEngine;

/// A helper in a process of its own that works on labs until it is killed; it writes a line for each step.
final class LabProcess extends EngineProcess {
    /// @param work `up LAB`: the shipped lab; `down`: all labs; `restart NODE`: of the only lab
    LabProcess(EngineConfig config, String... work) throws IOException {
        super(LabProcess.class, config, work);
    }

    public static void main(String[] args) throws Exception {
        LocalEngine engine = LocalEngine.open(config(args));
        List<String> work = work(args);
        Progress told = new Progress() {
            @Override
            public void step(double fraction, String step, Map<String, String> stepArgs) {
                System.out.println(step + " " + stepArgs);
            }

            @Override
            public boolean cancelled() {
                return false;
            }
        };
        switch (work.getFirst()) {
            case "up" -> engine.up(ShippedLabs.read(work.getLast()), null, LabBox.OWNER, told);
            case "down" -> {
                for (LabInfo lab : engine.labs()) {
                    engine.down(lab.id(), told);
                }
            }
            case "restart" -> {
                LabInfo lab = engine.labs().getFirst();
                engine.restart(lab.nodes().getOrDefault(work.getLast(), ""), told);
            }
            default -> throw new IllegalArgumentException(work.getFirst());
        }
        System.out.println("done");
        Thread.sleep(Long.MAX_VALUE);
    }
}

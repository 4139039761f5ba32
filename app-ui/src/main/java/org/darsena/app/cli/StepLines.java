package org.darsena.app.cli;

import java.util.function.Consumer;
import org.darsena.app.client.Job;

/// Shows how a job goes on standard error: on a terminal in one line that is written over, else a line for
/// each step.
final class StepLines implements Consumer<Job.Progress>, AutoCloseable {
    private static final String BACK_AND_CLEAR = "\r\033[K";

    private final Run run;
    private final boolean inPlace;
    private final int width;
    private String last = "";
    private boolean shown;

    StepLines(Run run) {
        this.run = run;
        this.inPlace = run.terminal().errorIsTerminal();
        this.width = inPlace ? run.terminal().size().columns() : Integer.MAX_VALUE;
    }

    @Override
    public synchronized void accept(Job.Progress progress) {
        String step = run.sentences().of(progress);
        if (step.isEmpty()) {
            return;
        }
        if (inPlace) {
            String line = cut(percent(progress) + step);
            run.err().print(BACK_AND_CLEAR + line);
            run.err().flush();
            shown = true;
        } else if (!step.equals(last)) {
            run.err().println(step);
            run.err().flush();
        }
        last = step;
    }

    private static String percent(Job.Progress progress) {
        return progress.fraction() < 0 ? "" : "%3d %%  ".formatted(Math.round(progress.fraction() * 100));
    }

    private String cut(String line) {
        return line.length() < width ? line : line.substring(0, Math.max(0, width - 2)) + "…";
    }

    /// Takes the line away.
    @Override
    public synchronized void close() {
        if (shown) {
            run.err().print(BACK_AND_CLEAR);
            run.err().flush();
        }
    }
}

package org.darsena.app.tour;

import java.io.PrintStream;
import java.nio.file.Path;
import org.darsena.app.client.CheckResult;
import org.darsena.app.client.HelperException;
import org.darsena.app.client.Job;
import org.darsena.app.text.CheckWords;
import org.darsena.app.text.Sentences;
import org.darsena.app.text.Texts;
import org.jspecify.annotations.Nullable;

/// What the tour prints, a line each. Any thread.
final class Report {
    private final PrintStream out;
    private final Texts texts;
    private final Sentences sentences;
    private final CheckWords words;
    private String last = "";
    private int names = 1;

    Report(PrintStream out, Texts texts) {
        this.out = out;
        this.texts = texts;
        this.sentences = new Sentences(texts);
        this.words = new CheckWords(texts);
    }

    /// The sentence of `ui.tour.KEY`.
    void say(String key, @Nullable Object... pairs) {
        line(texts.text("ui.tour." + key, pairs));
    }

    /// A step of a job, if it is another than the last.
    synchronized void step(Job.Progress progress) {
        String step = sentences.of(progress);
        if (!step.isEmpty() && !step.equals(last)) {
            last = step;
            line("      " + step);
        }
    }

    void check(CheckResult result) {
        line("%-6s%s   %s".formatted(mark(result.held()), padded(result.name()), words.of(result)));
    }

    /// How long the longest name of a check is: what was seen stands in one column.
    void names(int longest) {
        names = longest;
    }

    /// A picture that was written.
    void picture(Path file) {
        line("      " + file.toAbsolutePath());
    }

    private String padded(String name) {
        return name + " ".repeat(Math.max(0, names - name.length()));
    }

    void failed(HelperException failure) {
        line(texts.text("ui.tour.failed", "why", sentences.of(failure)));
        sentences.problems(failure).forEach(p -> line("      " + sentences.of(p)));
    }

    private String mark(boolean held) {
        return texts.text(held ? "ui.tour.ok" : "ui.tour.no");
    }

    private synchronized void line(String text) {
        out.println(text);
        out.flush();
    }
}

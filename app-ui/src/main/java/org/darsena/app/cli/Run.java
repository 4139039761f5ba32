package org.darsena.app.cli;

import java.io.PrintStream;
import java.util.List;
import org.darsena.app.client.BusAddress;
import org.darsena.app.client.Helper;
import org.darsena.app.client.HelperException;
import org.darsena.app.text.Amounts;
import org.darsena.app.text.Sentences;
import org.darsena.app.text.Texts;
import org.darsena.model.Problem;
import org.darsena.model.Show;
import org.jspecify.annotations.Nullable;

/// One run of the command: what its parts share. The helper is sought when the first asks for it.
final class Run implements AutoCloseable {
    private final Surroundings around;
    private final Texts texts;
    private final Sentences sentences;
    private final Amounts amounts;
    private @Nullable String bus;
    private boolean others;
    private String command = "darsena";
    private @Nullable Helper helper;

    Run(Surroundings around, Texts texts) {
        this.around = around;
        this.texts = texts;
        this.sentences = new Sentences(texts);
        this.amounts = new Amounts(texts.locale());
    }

    Surroundings around() {
        return around;
    }

    PrintStream out() {
        return around.out();
    }

    PrintStream err() {
        return around.err();
    }

    Terminal terminal() {
        return around.terminal();
    }

    Texts texts() {
        return texts;
    }

    Sentences sentences() {
        return sentences;
    }

    Amounts amounts() {
        return amounts;
    }

    String text(String key, @Nullable Object... pairs) {
        return texts.text(key, pairs);
    }

    /// Whether an administrator is asked for leave to see others' things too.
    void others(boolean wanted) {
        others = wanted;
    }

    void bus(@Nullable String address) {
        bus = address;
    }

    @Nullable
    String bus() {
        return bus;
    }

    Helper helper() {
        Helper known = helper;
        if (known == null) {
            known = around.connect().apply(BusAddress.of(bus));
            helper = known;
            if (others) {
                Waiting.result(known.showOthers().done());
            }
        }
        return known;
    }

    /// The command under way, `darsena lab up`.
    String command() {
        return command;
    }

    void command(String name) {
        command = name;
    }

    Finder find() {
        return new Finder(this);
    }

    /// A sentence on standard error, with the command's name before it as usual. What it quotes may be anybody's: a
    /// terminal is told nothing by it.
    void say(String sentence) {
        around.out().flush();
        around.err().println("darsena: " + Show.lines(typed(sentence)));
        around.err().flush();
    }

    /// With what a person really types in place of `darsena` where a sentence says what to type: packaging/run says
    /// so by the variable DARSENA_COMMAND.
    private String typed(String sentence) {
        String name = around.env().getOrDefault("DARSENA_COMMAND", "");
        return name.isEmpty()
                ? sentence
                : sentence.replace("“darsena ", "“" + name + " ").replace("«darsena ", "«" + name + " ");
    }

    /// Says what went wrong, one line a problem; returns the status to end with.
    int failed(HelperException failure) {
        List<Problem> problems = sentences.problems(failure);
        if (problems.isEmpty()) {
            say(sentences.of(failure));
        } else {
            problems.forEach(problem -> say(sentences.of(problem)));
        }
        return Exit.of(failure);
    }

    /// Closes the helper's line; what it began goes on.
    @Override
    public void close() {
        if (helper != null) {
            helper.close();
        }
        around.out().flush();
        around.err().flush();
    }
}

package org.darsena.app.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.darsena.model.container.ProcessSpec;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What `exec` and `lab exec` can say about a process.
final class ExecOptions {
    /// Standard input is always passed on; taken for those who type it out of habit.
    @Option(names = {"-i", "--interactive"})
    boolean interactive;

    @Option(
            names = {"-t", "--tty"},
            negatable = false)
    boolean tty;

    @Option(names = {"-T", "--no-tty"})
    boolean noTty;

    @Option(
            names = {"-e", "--env"},
            paramLabel = "NAME=VALUE")
    List<String> env = List.of();

    @Option(
            names = {"-w", "--workdir"},
            paramLabel = "PATH")
    String workdir = "/";

    @Option(
            names = {"-u", "--user"},
            paramLabel = "UID[:GID]")
    @Nullable
    String user;

    /// With a terminal where it is wished, or where a person sits at both ends.
    boolean terminal(Run run) {
        Terminal here = run.terminal();
        return tty || (!noTty && here.inputIsTerminal() && here.outputIsTerminal());
    }

    ProcessSpec process(Run run, List<String> program) {
        var words = new OptionWords(run);
        List<String> argv = Programs.argv(run, program);
        boolean terminal = terminal(run);
        if (argv.isEmpty()) {
            if (!terminal) {
                throw new CommandException(Exit.USAGE, run.text("cli.no-shell"));
            }
            argv = Programs.shell();
        }
        int[] ids = user == null ? new int[] {0, 0} : words.user(user);
        Map<String, String> start = new LinkedHashMap<>();
        String term = run.around().env().get("TERM");
        if (terminal && term != null && !term.isEmpty()) {
            start.put("TERM", term);
        }
        var process = new ProcessSpec(
                argv,
                words.environment("--env", start, env, run.around().env()),
                workdir,
                ids[0],
                ids[1],
                terminal,
                true,
                "TERM",
                10);
        new Documents(run).check(process);
        return process;
    }
}

package org.darsena.app.cli;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.darsena.app.client.Helper;
import picocli.CommandLine;

/// All commands by name. Only the one that is meant is built: picocli reads each by reflection, which for
/// all of them takes longer than `darsena ps` itself.
final class Commands {
    private static final Map<String, Function<Run, Object>> ALL = new LinkedHashMap<>();

    static {
        ALL.put("ps", PsCommand::new);
        ALL.put("run", RunCommand::new);
        ALL.put("create", CreateCommand::new);
        ALL.put("start", run -> new VerbCommands.Start(run));
        ALL.put("stop", run -> new VerbCommands.Stop(run));
        ALL.put("restart", run -> new VerbCommands.Restart(run));
        ALL.put("kill", run -> new VerbCommands.Kill(run));
        ALL.put("freeze", run -> new VerbCommands.Simple(run, Helper.Action.FREEZE));
        ALL.put("thaw", run -> new VerbCommands.Simple(run, Helper.Action.THAW));
        ALL.put("rm", run -> new VerbCommands.Remove(run));
        ALL.put("exec", ExecCommand::new);
        ALL.put("logs", LogsCommand::new);
        ALL.put("stats", StatsCommand::new);
        ALL.put("inspect", InspectCommand::new);
        ALL.put("image", ImageCommand::new);
        ALL.put("doctor", DoctorCommand::new);
        ALL.put("lab", LabCommand::new);
        ALL.put("open", run -> new WindowCommand(run, "open"));
        ALL.put("tour", run -> new WindowCommand(run, "tour"));
    }

    /// Those that are not for people to type.
    private static final List<String> HIDDEN = List.of("tour");

    private Commands() {}

    /// The parser for these words.
    static CommandLine line(Run run, String[] words) {
        var line = new CommandLine(new RootCommand(run));
        Optional<String> meant = meant(words);
        ALL.forEach((name, command) -> {
            if (meant.isEmpty() || meant.get().equals(name)) {
                add(line, run, name, command.apply(run));
            }
        });
        for (CommandLine sub : line.getSubcommands().values()) {
            boolean separated = Arrays.asList(words).contains("--");
            stopAtPositional(sub, separated);
            sub.getSubcommands().values().forEach(s -> stopAtPositional(s, separated));
        }
        setTexts(line, run);
        return line;
    }

    private static void add(CommandLine line, Run run, String name, Object command) {
        var sub = new CommandLine(command);
        if (command instanceof LabCommand) {
            LabCommand.SUBCOMMANDS.forEach((key, made) -> sub.addSubcommand(key, made.apply(run)));
        }
        sub.getCommandSpec().usageMessage().hidden(HIDDEN.contains(name));
        line.addSubcommand(name, sub);
    }

    /// What a program is given may look like options: `exec web ls -l` works without `--` before the
    /// program.
    private static void stopAtPositional(CommandLine line, boolean separated) {
        if (line.getCommandSpec().userObject() instanceof TakesProgram) {
            line.setStopAtPositional(!separated);
        }
    }

    private static void setTexts(CommandLine line, Run run) {
        line.setResourceBundle(run.texts().bundle("darsena"));
        line.setUsageHelpWidth(100);
    }

    /// The command among the words: the first that is no option and no value of one. Empty: none that there
    /// is.
    private static Optional<String> meant(String[] words) {
        for (int i = 0; i < words.length; i++) {
            if (words[i].equals("--bus") || words[i].equals("--lang")) {
                i++;
            } else if (!words[i].startsWith("-")) {
                return ALL.containsKey(words[i]) ? Optional.of(words[i]) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    /// Marks commands whose last words are a program and its arguments.
    interface TakesProgram {}
}

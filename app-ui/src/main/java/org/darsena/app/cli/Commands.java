package org.darsena.app.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.darsena.app.client.Helper;
import picocli.CommandLine;

/// All commands by name. Only the one that is meant is built: picocli reads each by reflection, which for
/// all of them takes longer than `darsena ps` itself.
final class Commands {
    private static final List<String> ALL = List.of(
            "ps", "run", "create", "start", "stop", "restart", "kill", "freeze", "thaw", "update", "rm", "exec", "logs",
            "stats", "inspect", "verify", "caps", "filecap", "seccomp", "image", "doctor", "lab", "open", "tour");

    /// Those that are not for people to type.
    private static final List<String> HIDDEN = List.of("tour");

    private Commands() {}

    /// The parser for these words.
    static CommandLine line(Run run, String[] words) {
        var line = new CommandLine(new RootCommand(run));
        Optional<String> meant = meant(words);
        for (String name : ALL) {
            if (meant.isEmpty() || meant.get().equals(name)) {
                add(line, run, name);
            }
        }
        for (CommandLine sub : line.getSubcommands().values()) {
            boolean separated = Arrays.asList(words).contains("--");
            stopAtPositional(sub, separated);
            sub.getSubcommands().values().forEach(s -> stopAtPositional(s, separated));
        }
        setTexts(line, run);
        return line;
    }

    /// A switch: a table of constructors would make a class of each at run time.
    private static Object command(String name, Run run) {
        return switch (name) {
            case "ps" -> new PsCommand(run);
            case "run" -> new RunCommand(run);
            case "create" -> new CreateCommand(run);
            case "start" -> new VerbCommands.Start(run);
            case "stop" -> new VerbCommands.Stop(run);
            case "restart" -> new VerbCommands.Restart(run);
            case "kill" -> new VerbCommands.Kill(run);
            case "freeze" -> new VerbCommands.Simple(run, Helper.Action.FREEZE);
            case "thaw" -> new VerbCommands.Simple(run, Helper.Action.THAW);
            case "update" -> new UpdateCommand(run);
            case "rm" -> new VerbCommands.Remove(run);
            case "exec" -> new ExecCommand(run);
            case "logs" -> new LogsCommand(run);
            case "stats" -> new StatsCommand(run);
            case "inspect" -> new InspectCommand(run);
            case "verify" -> new VerifyCommand(run);
            case "caps" -> new CapsCommand(run);
            case "filecap" -> new FilecapCommand(run);
            case "seccomp" -> new SeccompCommand(run);
            case "image" -> new ImageCommand(run);
            case "doctor" -> new DoctorCommand(run);
            case "lab" -> new LabCommand(run);
            default -> new WindowCommand(run, name);
        };
    }

    private static void add(CommandLine line, Run run, String name) {
        Object command = command(name, run);
        var sub = new CommandLine(command);
        if (command instanceof LabCommand) {
            for (String part : LabCommand.SUBCOMMANDS) {
                sub.addSubcommand(part, LabCommand.subcommand(part, run));
            }
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

    /// The word that should be a command and is none.
    static Optional<String> unknown(String[] words) {
        List<String> first = plain(words);
        if (first.isEmpty()) {
            return Optional.empty();
        }
        if (!ALL.contains(first.getFirst())) {
            return Optional.of(first.getFirst());
        }
        boolean part = first.getFirst().equals("lab") && first.size() > 1;
        return part && !LabCommand.SUBCOMMANDS.contains(first.get(1)) ? Optional.of(first.get(1)) : Optional.empty();
    }

    /// What could have been meant by it: the one that is spelt nearly so.
    static Optional<String> like(String word, List<String> names) {
        return names.stream()
                .filter(name -> !HIDDEN.contains(name))
                .filter(name -> distance(word, name) <= Math.max(1, (word.length() + 1) / 3))
                .min(Comparator.comparingInt(name -> distance(word, name)));
    }

    static List<String> beside(String word, String[] words) {
        List<String> first = plain(words);
        return first.size() > 1 && first.get(1).equals(word) ? LabCommand.SUBCOMMANDS : ALL;
    }

    /// Words that are no options and no values of those that may stand before a command; at most two.
    private static List<String> plain(String[] words) {
        var plain = new ArrayList<String>();
        for (int i = 0; i < words.length && plain.size() < 2; i++) {
            if (words[i].equals("--bus") || words[i].equals("--lang")) {
                i++;
            } else if (!words[i].startsWith("-")) {
                plain.add(words[i]);
            }
        }
        return plain;
    }

    /// How many letters have to be put in, taken out or changed.
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int corner = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int above = row[j];
                int change = corner + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(Math.min(row[j] + 1, row[j - 1] + 1), change);
                corner = above;
            }
        }
        return row[b.length()];
    }

    /// The command among the words: the first that is no option and no value of one. Empty: none that there
    /// is.
    private static Optional<String> meant(String[] words) {
        for (int i = 0; i < words.length; i++) {
            if (words[i].equals("--bus") || words[i].equals("--lang")) {
                i++;
            } else if (!words[i].startsWith("-")) {
                return ALL.contains(words[i]) ? Optional.of(words[i]) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    /// Marks commands whose last words are a program and its arguments.
    interface TakesProgram {}
}

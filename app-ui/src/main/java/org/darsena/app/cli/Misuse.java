package org.darsena.app.cli;

import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;

/// Says in one sentence what is wrong with a command line.
final class Misuse {
    private final Run run;

    Misuse(Run run) {
        this.run = run;
    }

    int tell(CommandLine.ParameterException e) {
        String command = e.getCommandLine().getCommandSpec().qualifiedName();
        run.say(sentence(e) + " " + run.text("cli.see-help", "command", command));
        return Exit.USAGE;
    }

    /// @param words the whole command line
    String unknown(String word, String[] words) {
        List<String> names = Commands.beside(word, words);
        String command = names.equals(LabCommand.SUBCOMMANDS) ? "darsena lab" : "darsena";
        String meant = Commands.like(word, names).orElse("");
        String key = meant.isEmpty() ? "cli.unknown-command" : "cli.unknown-command-like";
        return run.text(key, "word", word, "meant", meant) + " " + run.text("cli.see-help", "command", command);
    }

    private String sentence(CommandLine.ParameterException e) {
        ArgSpec argument = e.getArgSpec();
        return switch (e) {
            case CommandLine.UnmatchedArgumentException u -> unmatched(u);
            case CommandLine.MissingParameterException m -> run.text("cli.missing", "what", labels(m.getMissing()));
            case CommandLine.MaxValuesExceededException _
            when argument != null -> run.text("cli.twice", "option", label(argument));
            case CommandLine.OverwrittenOptionException _
            when argument != null -> run.text("cli.twice", "option", label(argument));
            case CommandLine.ParameterException p
            when argument != null && p.getValue() != null ->
                run.text("cli.value", "value", p.getValue(), "option", label(argument));
            default -> String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        };
    }

    private String unmatched(CommandLine.UnmatchedArgumentException e) {
        String word = e.getUnmatched().getFirst();
        boolean wantsCommand = !e.getCommandLine().getSubcommands().isEmpty();
        String key =
                word.startsWith("-") ? "cli.unknown-option" : wantsCommand ? "cli.unknown-command" : "cli.too-much";
        return run.text(key, "word", word);
    }

    private static String labels(List<ArgSpec> missing) {
        return missing.stream().map(Misuse::label).collect(Collectors.joining(", "));
    }

    private static String label(ArgSpec argument) {
        return argument instanceof CommandLine.Model.OptionSpec option ? option.longestName() : argument.paramLabel();
    }
}

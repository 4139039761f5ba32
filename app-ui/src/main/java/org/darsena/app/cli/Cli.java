package org.darsena.app.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.darsena.app.client.HelperException;
import org.darsena.app.text.Language;
import org.darsena.app.text.Texts;
import picocli.CommandLine;

/// The `darsena` command.
public final class Cli {
    private static final String LOG_LEVEL = "org.slf4j.simpleLogger.defaultLogLevel";

    private Cli() {}

    /// Runs one command to its end; returns the status to end with, one of [Exit] or a program's own.
    public static int run(Surroundings around, String... args) {
        boolean debug = Arrays.asList(args).contains("--debug");
        if (debug) {
            System.setProperty(LOG_LEVEL, "debug");
        }
        Optional<String> language = option(args, "--lang");
        Texts texts = Texts.of(Language.of(language.orElse(null), around.env()));
        try (var run = new Run(around, texts)) {
            if (language.isPresent() && !Language.isSpoken(language.get())) {
                run.say(run.text("cli.language", "tag", language.get()));
                return Exit.USAGE;
            }
            return execute(run, args, debug);
        }
    }

    private static int execute(Run run, String[] args, boolean debug) {
        CommandLine line = Commands.line(run, args);
        line.setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
        line.setOut(new PrintWriter(run.out(), true, StandardCharsets.UTF_8));
        line.setErr(new PrintWriter(run.err(), true, StandardCharsets.UTF_8));
        line.setParameterExceptionHandler((e, _) -> new Misuse(run).tell(e));
        line.setExecutionExceptionHandler((e, _, _) -> failed(run, e, debug));
        line.setExecutionStrategy(parsed -> {
            CommandLine.ParseResult last = parsed;
            while (last.hasSubcommand()) {
                last = last.subcommand();
            }
            run.command(last.commandSpec().qualifiedName());
            return new CommandLine.RunLast().execute(parsed);
        });
        Optional<String> unknown = Commands.unknown(args);
        if (unknown.isPresent()) {
            // also where --help stands behind it
            run.say(new Misuse(run).unknown(unknown.get(), args));
            return Exit.USAGE;
        }
        return line.execute(args);
    }

    private static int failed(Run run, Exception failure, boolean debug) {
        if (debug) {
            failure.printStackTrace(run.err());
        }
        return switch (failure) {
            case HelperException e -> run.failed(e);
            case CommandException e -> {
                if (!String.valueOf(e.getMessage()).isEmpty()) {
                    run.say(String.valueOf(e.getMessage()));
                }
                yield e.status();
            }
            default -> {
                run.say(run.text("cli.unforeseen", "what", String.valueOf(failure)));
                yield Exit.FAILED;
            }
        };
    }

    /// An option's value, before there is a parser: the parser's own words depend on it.
    static Optional<String> option(String[] args, String name) {
        List<String> before =
                Arrays.stream(args).takeWhile(a -> !a.equals("--")).toList();
        for (int i = 0; i < before.size(); i++) {
            String word = before.get(i);
            if (word.startsWith(name + "=")) {
                return Optional.of(word.substring(name.length() + 1));
            }
            if (word.equals(name) && i + 1 < before.size()) {
                return Optional.of(before.get(i + 1));
            }
        }
        return Optional.empty();
    }
}

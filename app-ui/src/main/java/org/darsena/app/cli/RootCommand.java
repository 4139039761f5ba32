package org.darsena.app.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/// What every command understands.
@Command(name = "darsena", versionProvider = RootCommand.Version.class)
final class RootCommand implements Callable<Integer> {
    private final Run run;

    RootCommand(Run run) {
        this.run = run;
    }

    @Option(names = "--bus", paramLabel = "ADDRESS", scope = ScopeType.INHERIT)
    void bus(String address) {
        run.bus(address);
    }

    @Option(names = "--others", scope = ScopeType.INHERIT)
    void others(boolean wanted) {
        run.others(wanted);
    }

    /// As the next one looked for before parsing, see [Cli].
    @Option(names = "--lang", paramLabel = "en|es", scope = ScopeType.INHERIT)
    @Nullable
    String lang;

    @Option(names = "--debug", scope = ScopeType.INHERIT)
    boolean debug;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT)
    boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true)
    boolean version;

    /// Without a command the window opens.
    @Override
    public Integer call() throws Exception {
        return new WindowCommand(run, "open").call();
    }

    /// From the jar's manifest.
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = RootCommand.class.getPackage().getImplementationVersion();
            return new String[] {"darsena " + (version == null ? "(development)" : version)};
        }
    }
}

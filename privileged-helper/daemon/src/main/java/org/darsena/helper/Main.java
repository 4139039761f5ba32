package org.darsena.helper;

import picocli.CommandLine;

/// `darsena-helper`: the privileged part, run as root by systemd or by packaging/run.
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        CommandLine line = new CommandLine(new HelperCommand());
        line.setExecutionExceptionHandler((e, command, parsed) -> {
            // sentences are made where the failure is known; a trace would say no more to whoever started it
            command.getErr().println("darsena-helper: " + e.getMessage());
            return command.getCommandSpec().exitCodeOnExecutionException();
        });
        System.exit(line.execute(args));
    }
}

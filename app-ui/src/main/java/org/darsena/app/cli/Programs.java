package org.darsena.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.darsena.app.client.ContainerView;
import org.darsena.model.container.ContainerSpec;
import org.darsena.model.container.NetworkSpec;
import org.jspecify.annotations.Nullable;

/// The program at the end of a command line.
final class Programs {
    private Programs() {}

    /// `words` without the `--` before the program. A program that looks like an option was meant as one.
    static List<String> argv(Run run, List<String> words) {
        if (words.isEmpty()) {
            return words;
        }
        if (words.getFirst().equals("--")) {
            return words.subList(1, words.size());
        }
        if (words.getFirst().startsWith("-")) {
            throw new CommandException(Exit.USAGE, run.text("cli.option-late", "word", words.getFirst()));
        }
        return words;
    }

    /// Says of each network that it is new: none of the person's containers is on it, and a slip of the pen makes one.
    static void tellNew(Run run, ContainerSpec spec) {
        Set<String> wanted = new TreeSet<>();
        spec.networks().stream()
                .filter(n -> n.type() == NetworkSpec.Type.BRIDGE && n.network() != null)
                .forEach(n -> wanted.add(String.valueOf(n.network())));
        for (ContainerView c :
                wanted.isEmpty() ? List.<ContainerView>of() : run.helper().containers()) {
            for (JsonNode n :
                    MachineDocument.parse(run.helper().inspect(c.id())).at("/spec/networks")) {
                wanted.remove(n.path("network").asText());
            }
        }
        wanted.forEach(name -> run.say(run.text("cli.network-new", "name", name)));
    }

    /// A shell for a person: bash where the container has it, else sh.
    static List<String> shell() {
        return List.of("/bin/sh", "-c", "if command -v bash >/dev/null 2>&1; then exec bash; else exec sh; fi");
    }

    /// The container that a command line describes, found good by the rules.
    static ContainerSpec spec(Run run, SpecOptions options, @Nullable String name, List<String> program) {
        var documents = new Documents(run);
        List<String> argv = argv(run, program);
        if (argv.isEmpty()
                && options.spec == null
                && options.bundle == null
                && name != null
                && !options.boots(run, argv)) {
            if (!options.terminal || !run.terminal().inputIsTerminal()) {
                throw new OptionWords(run).missing("PROGRAM");
            }
            argv = shell();
        }
        ContainerSpec spec = options.build(run, name, argv);
        documents.check(spec);
        return spec;
    }
}

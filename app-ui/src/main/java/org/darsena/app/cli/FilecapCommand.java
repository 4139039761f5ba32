package org.darsena.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.darsena.app.client.Job;
import org.darsena.model.container.FileCapabilities;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Shows, sets and removes the capabilities of a file in a container, and says what they come to there.
@Command
final class FilecapCommand implements Callable<Integer> {
    private final Run run;

    @Parameters(index = "0", paramLabel = "NAME", descriptionKey = "p.container")
    String name = "";

    @Parameters(index = "1", paramLabel = "PATH", descriptionKey = "p.inside")
    String path = "";

    @Option(names = "--set", paramLabel = "CAPABILITIES")
    @Nullable
    String set;

    @Option(names = "--remove")
    boolean remove;

    @Option(names = "--json")
    boolean json;

    FilecapCommand(Run run) {
        this.run = run;
    }

    @Override
    public Integer call() {
        var words = new OptionWords(run);
        if (set != null && (remove || FileCapabilities.parse(set).isEmpty())) {
            throw words.wrong(remove ? "--remove" : "--set", set);
        }
        if (!path.startsWith("/")) {
            throw words.wrong("PATH", path);
        }
        String id = run.find().container(name).id();
        String document = String.valueOf(new Waiting(run).until(() -> job(id)).get("file"));
        if (json) {
            run.out().print(document.endsWith("\n") ? document : document + "\n");
        } else {
            tell(MachineDocument.parse(document));
        }
        return Exit.OK;
    }

    private Job job(String id) {
        if (set == null && !remove) {
            return run.helper().fileCapabilities(id, path);
        }
        return run.helper().setFileCapabilities(id, path, set == null ? "" : set);
    }

    private void tell(JsonNode file) {
        if (file.path("capabilities").isNull()) {
            run.out().println(run.text("cli.filecap.none", "path", path));
            return;
        }
        run.out().println(path + " " + file.path("capabilities").asText());
        Set<String> all = new LinkedHashSet<>(strings(file.path("permitted")));
        all.addAll(strings(file.path("inheritable")));
        all.forEach(label -> run.out().println("  " + label + ": " + run.text("capability." + label)));
        for (JsonNode obstacle : file.path("obstacles")) {
            String key = "cli.filecap." + obstacle.path("id").asText();
            String which = String.join(" ", strings(obstacle.path("capabilities")));
            run.say(run.text("cli.warning", "what", run.text(key, "capabilities", which)));
        }
    }

    private static List<String> strings(JsonNode array) {
        var all = new ArrayList<String>();
        array.forEach(item -> all.add(item.asText()));
        return all;
    }
}

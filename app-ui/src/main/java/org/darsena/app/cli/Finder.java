package org.darsena.app.cli;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import org.darsena.api.Errors;
import org.darsena.app.client.ContainerView;
import org.darsena.app.client.HelperException;
import org.darsena.app.client.LabView;

/// Finds what a word on the command line means: an id, a name, or the beginning of one id only.
final class Finder {
    private final Run run;

    Finder(Run run) {
        this.run = run;
    }

    ContainerView container(String word) {
        return one("container", word, run.helper().containers(), ContainerView::id, ContainerView::name);
    }

    LabView lab(String word) {
        return one("lab", word, run.helper().labs(), LabView::id, LabView::name);
    }

    /// The container of a lab's node.
    ContainerView node(String labWord, String node) {
        LabView lab = lab(labWord);
        String id = lab.nodes().get(node);
        if (id == null) {
            throw new HelperException(
                    Errors.NOT_FOUND,
                    Map.of(
                            "what",
                            "node",
                            "name",
                            node,
                            "nodes",
                            String.join(", ", new TreeSet<>(lab.nodes().keySet()))));
        }
        return container(id);
    }

    private <T> T one(String what, String word, List<T> all, Function<T, String> id, Function<T, String> name) {
        List<T> found = all.stream().filter(x -> id.apply(x).equals(word)).toList();
        if (found.isEmpty()) {
            found = all.stream().filter(x -> name.apply(x).equals(word)).toList();
        }
        if (found.isEmpty() && !word.isEmpty()) {
            found = all.stream().filter(x -> id.apply(x).startsWith(word)).toList();
        }
        if (found.isEmpty()) {
            throw new HelperException(Errors.NOT_FOUND, Map.of("what", what, "name", word));
        }
        if (found.size() > 1) {
            List<String> ids = found.stream().map(id).limit(5).toList();
            throw new CommandException(
                    Exit.FAILED,
                    run.text("cli.ambiguous", "word", word, "n", found.size(), "ids", String.join(", ", ids)));
        }
        return found.getFirst();
    }
}

package org.darsena.app.labs;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.darsena.app.client.LabView;
import org.darsena.model.json.ShippedLabs;
import org.darsena.model.lab.LabDocument;

/// All labs there are: those that run, those that come with the program, those opened from files, those that ran since
/// the window was opened. Holds no control.
final class LabsModel {
    private final Map<String, LabDocument> documents = new LinkedHashMap<>();
    private List<LabView> running = List.of();

    LabsModel() {
        ShippedLabs.names().forEach(name -> documents.put(name, ShippedLabs.read(name)));
    }

    /// What the helper says runs.
    void running(Collection<LabView> now) {
        running = List.copyOf(now);
        now.forEach(lab -> documents.put(lab.name(), lab.document()));
    }

    /// A document from a file; takes the place of one of the same name.
    void opened(LabDocument document) {
        documents.put(document.name(), document);
    }

    /// Those that run, in the order they came.
    List<LabEntry> up() {
        return running.stream()
                .map(l -> new LabEntry(l.name(), l.document(), l))
                .toList();
    }

    /// Those that could be started.
    List<LabEntry> down() {
        List<LabEntry> all = new ArrayList<>();
        documents.forEach((name, document) -> {
            if (running.stream().noneMatch(l -> l.name().equals(name))) {
                all.add(new LabEntry(name, document, null));
            }
        });
        return all;
    }

    /// By id of one that runs, or by name.
    Optional<LabEntry> find(String idOrName) {
        Optional<LabEntry> byId =
                up().stream().filter(e -> e.key().equals(idOrName)).findFirst();
        return byId.or(() ->
                        up().stream().filter(e -> e.name().equals(idOrName)).findFirst())
                .or(() -> down().stream().filter(e -> e.name().equals(idOrName)).findFirst());
    }
}

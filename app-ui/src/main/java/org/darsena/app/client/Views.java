package org.darsena.app.client;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.darsena.api.Names;
import org.darsena.model.InvalidDocumentException;
import org.darsena.model.container.ContainerState;
import org.darsena.model.container.LimitHits;
import org.darsena.model.json.LabReader;
import org.darsena.model.lab.LabDocument;
import org.freedesktop.dbus.types.Variant;
import org.jspecify.annotations.Nullable;

/// Makes views of the properties of exported objects and keeps these for later changes. One thread.
final class Views {
    private final Map<String, Values> containers = new HashMap<>();
    private final Map<String, Values> labs = new HashMap<>();
    private final Map<String, LabDocument> documents = new HashMap<>();

    void clear() {
        containers.clear();
        labs.clear();
        documents.clear();
    }

    static boolean isContainer(String path) {
        return path.startsWith(Names.CONTAINERS);
    }

    static boolean isLab(String path) {
        return path.startsWith(Names.LABS);
    }

    static String id(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    ContainerView container(String path, Map<String, Variant<?>> all) {
        var values = new Values(all);
        containers.put(path, values);
        return view(values, id(path));
    }

    /// Null: not known, its end was seen already.
    @Nullable
    ContainerView containerChanged(String path, Map<String, Variant<?>> changed) {
        Values now = containers.computeIfPresent(path, (key, old) -> old.with(changed));
        return now == null ? null : view(now, id(path));
    }

    LabView lab(String path, Map<String, Variant<?>> all) {
        var values = new Values(all);
        labs.put(path, values);
        documents.remove(path);
        return labView(path, values);
    }

    /// Null: not known, its end was seen already.
    @Nullable
    LabView labChanged(String path, Map<String, Variant<?>> changed) {
        Values now = labs.computeIfPresent(path, (key, old) -> old.with(changed));
        if (changed.containsKey("Document")) {
            documents.remove(path);
        }
        return now == null ? null : labView(path, now);
    }

    void remove(String path) {
        Predicate<Map<String, ?>> had = map -> map.remove(path) != null;
        if (!had.test(containers)) {
            labs.remove(path);
            documents.remove(path);
        }
    }

    private static ContainerView view(Values v, String id) {
        return new ContainerView(
                id,
                v.text("Name"),
                (int) v.number("Owner", -1),
                v.text("OwnerName"),
                state(v.text("State")),
                v.text("Kind"),
                v.text("Image"),
                (int) v.number("Pid", 0),
                v.number("Created", 0),
                v.number("Started", 0),
                (int) v.number("ExitCode", -1),
                v.text("Reason"),
                v.list("Addresses"),
                v.text("Lab"),
                v.text("Node"),
                v.number("MemoryLimit", 0),
                v.real("CpuLimit"),
                v.number("PidsLimit", 0),
                v.texts("Labels"),
                new LimitHits(v.number("OomKills", 0), v.number("Throttled", 0), v.number("PidsRefused", 0)));
    }

    private static ContainerState state(String name) {
        try {
            return ContainerState.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            // of a newer helper; of all states this one offers the least
            return ContainerState.CREATING;
        }
    }

    private LabView labView(String path, Values v) {
        return new LabView(
                id(path),
                v.text("Name"),
                (int) v.number("Owner", -1),
                v.text("OwnerName"),
                v.text("State"),
                v.number("Started", 0),
                documents.computeIfAbsent(path, key -> document(v)),
                v.texts("Nodes"));
    }

    private static LabDocument document(Values v) {
        try {
            return LabReader.read(v.text("Document"));
        } catch (InvalidDocumentException e) {
            return new LabDocument(
                    LabDocument.SCHEMA,
                    v.text("Name"),
                    v.text("Title"),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of());
        }
    }
}

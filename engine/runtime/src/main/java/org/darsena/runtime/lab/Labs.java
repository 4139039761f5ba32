package org.darsena.runtime.lab;

import java.security.SecureRandom;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.darsena.model.lab.LabDocument;
import org.darsena.runtime.EngineException;
import org.darsena.runtime.EngineException.Kind;
import org.darsena.runtime.lab.LabRecord.Phase;

/// All labs by id; their names are unique per owner, and nobody but root has more than [#PER_USER]. Any thread.
final class Labs {
    static final int PER_USER = 64;

    private static final int ID_BYTES = 6;
    private static final int ROOT = 0;

    private final SecureRandom random = new SecureRandom();
    private final Map<String, Lab> byId = new HashMap<>(); // guarded by this

    /// Takes a name and a fresh id. EXISTS if the owner has a lab of that name, EXHAUSTED if too many.
    synchronized Lab claim(LabDocument document, String name, int owner) throws EngineException {
        if (byId.values().stream()
                .map(Lab::record)
                .anyMatch(r -> r.owner() == owner && r.name().equals(name))) {
            throw new EngineException(Kind.EXISTS, Map.of("what", "lab", "name", name));
        }
        if (owner != ROOT
                && byId.values().stream()
                                .filter(l -> l.record().owner() == owner)
                                .count()
                        >= PER_USER) {
            throw new EngineException(Kind.EXHAUSTED, Map.of("what", "labs", "limit", String.valueOf(PER_USER)));
        }
        Lab lab = new Lab(new LabRecord(freshId(), name, owner, System.currentTimeMillis(), Phase.STARTING, document));
        byId.put(lab.id(), lab);
        return lab;
    }

    private String freshId() {
        byte[] bytes = new byte[ID_BYTES];
        do {
            random.nextBytes(bytes);
        } while (byId.containsKey(HexFormat.of().formatHex(bytes)));
        return HexFormat.of().formatHex(bytes);
    }

    synchronized void add(Lab lab) {
        byId.put(lab.id(), lab);
    }

    synchronized void remove(Lab lab) {
        byId.remove(lab.id());
    }

    synchronized Optional<Lab> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /// NOT_FOUND if there is none.
    Lab get(String id) throws EngineException {
        return find(id).orElseThrow(() -> new EngineException(Kind.NOT_FOUND, Map.of("what", "lab", "id", id)));
    }

    /// The lab that a container is a node of.
    Optional<Lab> of(String container) {
        return all().stream().filter(l -> l.node(container).isPresent()).findFirst();
    }

    /// In the order in which they were started.
    synchronized List<Lab> all() {
        return byId.values().stream()
                .sorted(Comparator.comparingLong((Lab l) -> l.record().started())
                        .thenComparing(Lab::id))
                .toList();
    }

    synchronized Set<String> ids() {
        return Set.copyOf(byId.keySet());
    }
}

package org.darsena.runtime.container;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.darsena.runtime.EngineException;
import org.darsena.runtime.EngineException.Kind;
import org.darsena.runtime.net.IfNames;
import org.jspecify.annotations.Nullable;

/// All containers by id, and their names, which are unique per owner. Any thread.
final class Register {
    private static final int ID_BYTES = 6;

    private final SecureRandom random = new SecureRandom();
    private final Map<String, Container> byId = new ConcurrentHashMap<>();
    private final Map<Key, String> byName = new ConcurrentHashMap<>();

    private record Key(int owner, String name) {}

    /// A fresh id that clashes with none, neither itself nor in the names of interfaces.
    String freshId() {
        while (true) {
            byte[] bytes = new byte[ID_BYTES];
            random.nextBytes(bytes);
            String id = HexFormat.of().formatHex(bytes);
            if (byId.keySet().stream().noneMatch(other -> IfNames.clash(id, other))) {
                return id;
            }
        }
    }

    /// Takes a name, and with it the id. EXISTS if the owner has one of that name.
    void add(Container c) throws EngineException {
        Key key = key(c);
        if (byName.putIfAbsent(key, c.id()) != null) {
            throw new EngineException(Kind.EXISTS, Map.of("what", "name", "name", c.name()));
        }
        byId.put(c.id(), c);
    }

    void remove(Container c) {
        byId.remove(c.id(), c);
        byName.remove(key(c), c.id());
    }

    /// Puts another object in a container's place.
    void replace(Container c) {
        byId.put(c.id(), c);
    }

    private static Key key(Container c) {
        return new Key(c.record.owner(), c.name());
    }

    Optional<Container> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /// NOT_FOUND if there is none.
    Container get(String id) throws EngineException {
        return find(id).orElseThrow(() -> new EngineException(Kind.NOT_FOUND, Map.of("what", "container", "id", id)));
    }

    @Nullable
    Container named(int owner, String name) {
        String id = byName.get(new Key(owner, name));
        return id == null ? null : byId.get(id);
    }

    List<Container> all() {
        return List.copyOf(byId.values());
    }
}

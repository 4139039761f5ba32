package org.darsena.runtime.seccomp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.darsena.model.seccomp.Abi;
import org.darsena.runtime.store.AtomicFile;
import org.darsena.runtime.store.AtomicFile.Durability;

/// The system calls that were seen of a container, in all its runs under a learning filter.
///
/// @param calls numbers by the way they came in
/// @param complete whether none can have been missed
public record Lesson(Map<Abi, Set<Integer>> calls, boolean complete) {
    private static final JsonMapper MAPPER = new JsonMapper();

    public static final Lesson NOTHING = new Lesson(Map.of(), true);

    public Lesson {
        Map<Abi, Set<Integer>> copy = new EnumMap<>(Abi.class);
        calls.forEach((abi, numbers) -> copy.put(abi, Collections.unmodifiableSet(new TreeSet<>(numbers))));
        calls = Collections.unmodifiableMap(copy);
    }

    /// How many different ones.
    public int count() {
        return calls.values().stream().mapToInt(Set::size).sum();
    }

    static Lesson read(Path file) throws IOException {
        try {
            JsonNode root = MAPPER.readTree(Files.readString(file));
            Map<Abi, Set<Integer>> calls = new EnumMap<>(Abi.class);
            for (Abi abi : Abi.values()) {
                Set<Integer> numbers = new TreeSet<>();
                root.path("calls").path(abi.name()).forEach(n -> numbers.add(n.intValue()));
                if (!numbers.isEmpty()) {
                    calls.put(abi, numbers);
                }
            }
            return new Lesson(calls, root.path("complete").booleanValue());
        } catch (NoSuchFileException e) {
            return NOTHING;
        } catch (JsonProcessingException e) {
            return new Lesson(Map.of(), false);
        }
    }

    void write(Path file) throws IOException {
        ObjectNode root = MAPPER.createObjectNode().put("complete", complete);
        ObjectNode by = root.putObject("calls");
        calls.forEach((abi, numbers) -> by.set(abi.name(), MAPPER.valueToTree(numbers)));
        AtomicFile.write(file, root.toString(), Durability.CACHED);
    }
}

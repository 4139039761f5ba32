package org.darsena.runtime.lab;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.darsena.model.InvalidDocumentException;
import org.darsena.model.json.LabReader;
import org.darsena.model.json.LabWriter;
import org.darsena.runtime.lab.LabRecord.Phase;
import org.darsena.runtime.store.AtomicFile;
import org.darsena.runtime.store.AtomicFile.Durability;
import org.darsena.runtime.store.TreeRemover;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A folder per lab below `state/labs`, written before anything of the lab is made and removed after everything of it
/// is gone. One thread at a time per lab.
final class LabStore {
    private static final Logger LOG = LoggerFactory.getLogger(LabStore.class);
    private static final int SCHEMA = 1;
    private static final String FILE = "lab.json";
    private static final JsonMapper MAPPER = new JsonMapper();

    private final Path folder;

    LabStore(Path folder) throws IOException {
        this.folder = folder;
        Files.createDirectories(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    void save(LabRecord lab) throws IOException {
        Files.createDirectories(of(lab.id()));
        AtomicFile.write(of(lab.id()).resolve(FILE), text(lab), Durability.SYNCED);
    }

    void remove(String id) throws IOException {
        Files.deleteIfExists(of(id).resolve(FILE)); // first: without it the rest means nothing
        TreeRemover.remove(of(id));
    }

    /// All labs. One that can't be read is logged and left where it is: its containers may be somebody's work.
    List<LabRecord> load() throws IOException {
        List<LabRecord> all = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            for (Path lab : stream) {
                load(lab, all);
            }
        }
        return all;
    }

    private static void load(Path lab, List<LabRecord> all) throws IOException {
        try {
            all.add(record(Files.readString(lab.resolve(FILE))));
        } catch (NoSuchFileException e) {
            TreeRemover.remove(lab); // nothing of it was made yet, or everything is gone
        } catch (IOException e) {
            LOG.error("the lab in {} cannot be read", lab, e);
        }
    }

    /// Notes that a node's start commands have run in its present run.
    void ready(String id, String node, long started) throws IOException {
        AtomicFile.write(readyFile(id, node), Long.toString(started), Durability.CACHED);
    }

    /// Whether they have.
    boolean isReady(String id, String node, long started) {
        try {
            return Files.readString(readyFile(id, node)).equals(Long.toString(started));
        } catch (IOException e) {
            return false;
        }
    }

    private Path readyFile(String id, String node) {
        return of(id).resolve("ready-" + node);
    }

    private Path of(String id) {
        return folder.resolve(id);
    }

    private static String text(LabRecord lab) throws IOException {
        ObjectNode node = MAPPER.createObjectNode()
                .put("schema", SCHEMA)
                .put("id", lab.id())
                .put("name", lab.name())
                .put("owner", lab.owner())
                .put("started", lab.started())
                .put("phase", lab.phase().name());
        node.set("document", MAPPER.readTree(LabWriter.write(lab.document())));
        return node + "\n";
    }

    private static LabRecord record(String json) throws IOException {
        try {
            JsonNode node = MAPPER.readTree(json);
            if (node.path("schema").asInt() != SCHEMA) {
                throw new IOException("schema " + node.path("schema") + ", not " + SCHEMA);
            }
            return new LabRecord(
                    node.path("id").asText(),
                    node.path("name").asText(),
                    node.path("owner").asInt(),
                    node.path("started").asLong(),
                    Phase.valueOf(node.path("phase").asText()),
                    LabReader.read(node.path("document").toString()));
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new IOException("not a lab's record", e);
        } catch (InvalidDocumentException e) {
            throw new IOException("its document is refused: " + e.problems(), e);
        }
    }
}

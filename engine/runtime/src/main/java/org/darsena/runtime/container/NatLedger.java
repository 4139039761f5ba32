package org.darsena.runtime.container;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.darsena.runtime.net.Cidr;
import org.darsena.runtime.net.HostNetwork;
import org.darsena.runtime.net.IfNames;
import org.darsena.runtime.net.NatBook;
import org.darsena.runtime.net.NatLease;
import org.darsena.runtime.net.NatSegment;
import org.darsena.runtime.store.Aside;
import org.darsena.runtime.store.Aside.Done;
import org.darsena.runtime.store.AtomicFile;
import org.darsena.runtime.store.AtomicFile.Durability;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Who has which address behind NAT, kept in a file that is written before an address is used
/// ([#awaitSaved]). Any thread.
final class NatLedger {
    private static final Logger LOG = LoggerFactory.getLogger(NatLedger.class);
    private static final JsonMapper MAPPER = new JsonMapper();

    private final Path file;
    private final IfNames names;
    private NatBook book; // guarded by this
    private Aside<Done> saving = Aside.doing(() -> {}); // guarded by this

    NatLedger(Path file, IfNames names) throws IOException {
        this.file = file;
        this.names = names;
        this.book = load();
    }

    private NatBook load() throws IOException {
        try {
            Map<Integer, List<NatSegment>> owners =
                    MAPPER.readValue(Files.readString(file), new TypeReference<Map<Integer, List<NatSegment>>>() {});
            return new NatBook(owners);
        } catch (NoSuchFileException e) {
            return NatBook.EMPTY;
        } catch (IOException | RuntimeException e) {
            Path aside = file.resolveSibling(file.getFileName() + ".damaged-" + System.currentTimeMillis());
            LOG.error("cannot read {}, moved to {}: addresses are given anew", file, aside, e);
            Files.move(file, aside);
            return NatBook.EMPTY;
        }
    }

    /// The address of a card: the one it has, or a new one where it has none or the host took its range.
    synchronized NatLease lease(int owner, String id, String card, HostNetwork host) throws IOException {
        NatBook.Grant grant = quick(owner, id + "/" + card, host);
        if (grant == null) { // the host's routes are to be looked at, which takes a while
            grant = book.grant(owner, id + "/" + card, names, host.view());
        }
        save(grant.book());
        return grant.lease();
    }

    private NatBook.@Nullable Grant quick(int owner, String key, HostNetwork host) throws IOException {
        List<NatSegment> segments = book.segments(owner);
        return segments.isEmpty() || !host.isOpen(segments.getFirst()) ? null : book.grantInFirst(owner, key);
    }

    /// What the book says without asking the host; null: no address yet.
    synchronized @Nullable NatLease held(int owner, String id, String card) {
        String key = id + "/" + card;
        for (NatSegment segment : book.segments(owner)) {
            String address = segment.leases().get(key);
            if (address != null) {
                return new NatLease(
                        segment,
                        new Cidr(Cidr.address(address), segment.network().prefix()));
            }
        }
        return null;
    }

    /// The addresses of all its cards.
    synchronized List<Cidr> held(int owner, String id) {
        List<Cidr> all = new ArrayList<>();
        for (NatSegment segment : book.segments(owner)) {
            segment.leases().forEach((key, address) -> {
                if (key.startsWith(id + "/")) {
                    all.add(new Cidr(Cidr.address(address), segment.network().prefix()));
                }
            });
        }
        return all;
    }

    synchronized void release(int owner, String id) {
        save(book.release(owner, id));
    }

    /// Gives up addresses of containers that do not exist: their making was interrupted.
    synchronized void keepOnly(Set<String> ids) {
        NatBook kept = book;
        for (Map.Entry<Integer, List<NatSegment>> owner : book.owners().entrySet()) {
            for (NatSegment segment : owner.getValue()) {
                for (String key : segment.leases().keySet()) {
                    String id = key.substring(0, Math.max(0, key.indexOf('/')));
                    if (!ids.contains(id)) {
                        kept = kept.release(owner.getKey(), id);
                    }
                }
            }
        }
        save(kept);
    }

    private void save(NatBook next) {
        if (!next.equals(book)) {
            book = next;
            Aside<Done> before = saving;
            saving = Aside.doing(() -> {
                before.close(); // one after the other; what it could not write is in ours as well
                write(next);
            });
        }
    }

    private void write(NatBook saved) throws IOException {
        AtomicFile.write(file, MAPPER.valueToTree(new TreeMap<>(saved.owners())).toPrettyString(), Durability.CACHED);
    }

    /// Waits until what was given out is in the file. Throws what kept it from being written.
    void awaitSaved() throws IOException {
        Aside<Done> last;
        synchronized (this) {
            last = saving;
        }
        last.join();
    }
}

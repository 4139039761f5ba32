package org.darsena.runtime.container;

import java.io.FileDescriptor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.darsena.model.container.ContainerSpec;
import org.darsena.model.container.ContainerState;
import org.darsena.model.container.FileSpec;
import org.darsena.model.container.MountSpec;
import org.darsena.model.container.NetworkSpec;
import org.darsena.model.container.Verb;
import org.darsena.model.plan.Surroundings;
import org.darsena.runtime.Attachments;
import org.darsena.runtime.Engine.Progress;
import org.darsena.runtime.EngineException;
import org.darsena.runtime.EngineException.Kind;
import org.darsena.runtime.image.Images;
import org.darsena.runtime.kernel.Fd;
import org.darsena.runtime.store.Aside;
import org.darsena.runtime.store.ContainerRecord;
import org.darsena.runtime.store.ContainerStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Lays containers out and removes them. Each is either there whole or not at all.
final class Maker {
    private static final Logger LOG = LoggerFactory.getLogger(Maker.class);

    private final Parts parts;
    private final Register register;
    private final Shares shares;

    Maker(Parts parts, Register register, Shares shares) {
        this.parts = parts;
        this.register = register;
        this.shares = shares;
    }

    Container create(ContainerSpec spec, int owner, @Nullable LabNode node, Attachments attachments, Progress progress)
            throws EngineException {
        if (spec.bundle() == null && !parts.images().exists(spec.image())) {
            throw new EngineException(Kind.NOT_FOUND, Map.of("what", "image", "id", spec.image()));
        }
        new LimitChecks(parts.cgroups()).require(spec.resources());
        SeccompNeeds.met(spec);
        shares.require(owner, spec.spaces().shared());
        MountPins.complete(spec.tree().mounts(), attachments);
        Confinement.require(parts, spec);
        int slot = parts.slots().take(owner);
        if (slot < 0) {
            String most = String.valueOf(parts.slots().share(owner));
            throw new EngineException(Kind.EXHAUSTED, Map.of("what", "containers", "limit", most));
        }
        ContainerRecord record = new ContainerRecord(
                register.freshId(),
                owner,
                System.currentTimeMillis(),
                slot,
                node == null ? null : node.lab(),
                node == null ? null : node.node(),
                spec);
        Container c = new Container(record, ContainerState.CREATING, parts);
        try {
            register.add(c);
        } catch (EngineException e) {
            parts.slots().free(slot);
            throw e;
        }
        parts.events().container(c.info());
        try {
            layOut(record, attachments, progress);
        } catch (IOException e) {
            forget(c);
            throw Failures.of(e);
        } catch (EngineException | RuntimeException | Error e) {
            forget(c);
            throw e;
        }
        c.become(ContainerState.STOPPED);
        return c;
    }

    private void forget(Container c) {
        try {
            parts.mountPins().unpin(c.id());
        } catch (IOException e) {
            LOG.warn("mounts of {} stay until the next start", c.id(), e);
        }
        try {
            parts.networks().release(c.record);
        } catch (IOException e) {
            LOG.warn("addresses of {} stay reserved until the next start", c.id(), e);
        }
        c.become(ContainerState.DELETING);
        register.remove(c);
        parts.slots().free(c.record.slot());
        parts.events().containerGone(c.id());
    }

    private void layOut(ContainerRecord r, Attachments attachments, Progress progress)
            throws IOException, EngineException {
        step(progress, 0.1, "create.image", Map.of("image", r.spec().image()));
        Images.Ready image = parts.images().host();
        ContainerStore.Creation creation = parts.store().begin(r);
        try {
            try (var reserved = Aside.doing(() -> parts.networks().reserve(r))) {
                step(progress, 0.4, "create.files", Map.of("name", r.spec().name()));
                files(r, image, attachments, creation.folder());
                parts.mountPins().pin(r, attachments, shares.base(r));
                step(progress, 0.8, "create.network", Map.of("name", r.spec().name()));
                reserved.join();
            }
            creation.commit();
        } catch (IOException | EngineException | RuntimeException | Error e) {
            abort(creation, e);
            throw e;
        }
    }

    private static void abort(ContainerStore.Creation creation, Throwable cause) {
        try {
            creation.abort();
        } catch (IOException e) {
            cause.addSuppressed(e); // its mark stays, so the next start removes it
        }
    }

    private static void step(Progress progress, double fraction, String step, Map<String, String> args)
            throws EngineException {
        if (progress.cancelled()) {
            throw new EngineException(Kind.CANCELLED, Map.of());
        }
        progress.step(fraction, step, args);
    }

    private void files(ContainerRecord r, Images.Ready image, Attachments attachments, Path folder)
            throws IOException, EngineException {
        RootFiles root = new RootFiles(image.root(), folder.resolve("upper"), shares.base(r));
        root.folder(folder.resolve("upper"), 0755);
        if (r.spec().laysUpper()) {
            root.folder(folder.resolve("work"), 0700);
        }
        if (r.spec().bundle() != null) {
            return; // all that it shows is its maker's
        }
        String hostname =
                r.spec().hostname() == null ? r.spec().name() : r.spec().hostname();
        root.put("/etc/hostname", hostname + "\n", 0644, 0, 0);
        root.put(
                "/etc/hosts",
                "127.0.0.1 localhost\n127.0.1.1 " + hostname + "\n::1 localhost ip6-localhost ip6-loopback\n",
                0644,
                0,
                0);
        if (r.spec().networks().stream().anyMatch(n -> n.type() == NetworkSpec.Type.NAT)) {
            String names = Nameservers.resolvConf(Path.of("/"));
            root.put("/etc/resolv.conf", names, 0644, 0, 0);
            ResolvConf.laid(folder, names);
        }
        if (r.spec().boots()) {
            root.put("/etc/machine-id", Boot.machineId(), 0444, 0, 0);
        }
        for (FileSpec file : r.spec().files()) {
            root.put(file);
        }
        for (MountSpec mount : r.spec().tree().mounts()) {
            if (Surroundings.scratch(r.spec()).stream().noneMatch(s -> within(mount.target(), s.path()))) {
                root.mountPoint(mount.target(), folder(r, mount, attachments));
            }
        }
    }

    private static boolean folder(ContainerRecord r, MountSpec mount, Attachments attachments) throws IOException {
        String name = MountSpec.attachment(r.spec().tree().mounts().indexOf(mount));
        FileDescriptor file = attachments.files().get(name);
        return file == null || Files.isDirectory(Path.of("/proc/self/fd/" + Fd.numberOf(file)));
    }

    private static boolean within(String path, String folder) {
        return (path + "/").startsWith(folder + "/");
    }

    /// Removes a stopped container with all that is its own. From the moment its folder is marked it does
    /// not come back, even if its files could not be removed whole; the next start finishes that.
    void delete(Container c, Progress progress) throws EngineException {
        c.claim(Verb.DELETE, ContainerState.DELETING);
        ContainerRecord r = c.record;
        try {
            Verbs.await(c.tidied(), Duration.ofSeconds(15));
            parts.pins().unpin(r.id());
            parts.mountPins().unpin(r.id());
            progress.step(0.3, "delete.files", Map.of("name", c.name()));
            parts.store().markDeleted(r.id());
        } catch (IOException e) {
            restore(c);
            throw Failures.of(e);
        } catch (EngineException e) {
            restore(c);
            throw e;
        }
        IOException left = null;
        try {
            parts.bundles().forget(r.id());
            parts.store().removeDeleted(r.id());
            parts.networks().settleLater(r.id());
            parts.networks().release(r);
            parts.slots().free(r.slot());
        } catch (IOException e) {
            left = e;
        }
        parts.sampler().forget("container/" + r.id());
        register.remove(c);
        parts.events().containerGone(r.id());
        if (left != null) {
            throw Failures.of(left);
        }
    }

    private void restore(Container c) {
        Container again = new Container(c.record, ContainerState.STOPPED, parts);
        register.replace(again);
        parts.events().container(again.info());
    }
}

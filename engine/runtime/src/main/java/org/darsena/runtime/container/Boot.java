package org.darsena.runtime.container;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.darsena.model.container.ContainerSpec;
import org.darsena.runtime.image.HostImage;
import org.darsena.runtime.image.Places;
import org.darsena.runtime.stage.Bind;
import org.darsena.runtime.stage.StageOp.Below;

/// What a system wants before its init is executed, as <https://systemd.io/CONTAINER_INTERFACE> names it: the init
/// itself, who runs it, an id of the machine that it takes itself for.
final class Boot {
    private static final List<String> INITS = List.of("/sbin/init", "/etc/init", "/bin/init");
    private static final List<String> BUSYBOXES = List.of("/bin/busybox", "/usr/bin/busybox");
    private static final String MANAGER = "darsena";

    private Boot() {}

    /// `spec` with the init of its image as its program; unchanged where it names a program, or the image has none.
    /// systemd is taken where it can have cgroups of its own, busybox otherwise.
    static ContainerSpec found(ContainerSpec spec, HostImage.Root image, boolean cgroups) {
        if (!spec.boots() || !spec.process().argv().isEmpty()) {
            return spec;
        }
        return init(new Places(image), cgroups && spec.managesCgroups())
                .map(argv -> spec.with(c -> c.process = spec.process().withArgv(argv)))
                .orElse(spec);
    }

    private static Optional<List<String>> init(Places image, boolean cgroups) {
        for (String path : INITS) {
            Optional<Path> program = image.program(path);
            if (program.isPresent() && (cgroups || Init.of(program.get()) != Init.SYSTEMD)) {
                return Optional.of(List.of(path));
            }
        }
        return BUSYBOXES.stream()
                .filter(path -> image.program(path).isPresent())
                .findFirst()
                .map(path -> List.of(path, "init"));
    }

    /// `own` over what tells an init where it is.
    static Map<String, String> environment(Map<String, String> own) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("container", MANAGER);
        all.putAll(own);
        return all;
    }

    /// A fresh id, machine-id(5): without one systemd takes each start for the first.
    static String machineId() {
        return UUID.randomUUID().toString().replace("-", "") + "\n";
    }

    /// @param folder of the state
    static Bind manager(Path folder, Descriptors fds) throws IOException {
        return new Bind(fds.reading(laid(folder)), "/run/host/container-manager", true, true, Below.NOTHING, false);
    }

    private static synchronized Path laid(Path folder) throws IOException {
        Path file = Files.createDirectories(folder).resolve("container-manager");
        if (!Files.isRegularFile(file)) {
            Path fresh = Files.createTempFile(folder, "container-manager", "");
            Files.writeString(fresh, MANAGER + "\n", StandardCharsets.US_ASCII);
            Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("r--r--r--"));
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        }
        return file;
    }
}

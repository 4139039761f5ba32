package org.darsena.runtime.container;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.darsena.model.container.ContainerSpec;
import org.darsena.model.container.ProcessSpec;
import org.darsena.runtime.EngineException;
import org.darsena.runtime.image.Images;
import org.darsena.runtime.kernel.Errno;
import org.darsena.runtime.kernel.Fd;
import org.darsena.runtime.kernel.Kernel;
import org.darsena.runtime.kernel.Linux;
import org.darsena.runtime.stage.StageException;
import org.darsena.runtime.store.ContainerRecord;

/// Finds out for which processor a program is that this machine's kernel does not take for one.
final class ProgramFile {
    private static final String USUAL_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
    private static final int HEAD = 20;

    /// elf(5), e_machine.
    private static final Map<Integer, String> MACHINES = Map.ofEntries(
            Map.entry(2, "SPARC"),
            Map.entry(3, "i386"),
            Map.entry(8, "MIPS"),
            Map.entry(20, "PowerPC"),
            Map.entry(21, "PowerPC64"),
            Map.entry(22, "S390"),
            Map.entry(40, "ARM"),
            Map.entry(43, "SPARC64"),
            Map.entry(62, "x86-64"),
            Map.entry(183, "AArch64"),
            Map.entry(243, "RISC-V"),
            Map.entry(258, "LoongArch"));

    private ProgramFile() {}

    /// The failure `e` of a start, with the processor (`machine`) where that is the reason and it can be told.
    static EngineException explain(StageException e, ContainerRecord r, Images.Ready image, Parts parts) {
        EngineException plain = Failures.of(e);
        if (!e.operation().equals("RUN") || e.errno() != Errno.ENOEXEC) {
            return plain;
        }
        try (Descriptors fds = new Descriptors(parts.kernel())) {
            Optional<String> machine = machine(r, image, parts, fds);
            if (machine.isEmpty()) {
                return plain;
            }
            Map<String, String> args = new LinkedHashMap<>(plain.args());
            args.put("machine", machine.get());
            return new EngineException(plain.kind(), args, e);
        } catch (IOException | EngineException unknown) {
            return plain;
        }
    }

    private static Optional<String> machine(ContainerRecord r, Images.Ready image, Parts parts, Descriptors fds)
            throws IOException, EngineException {
        ContainerSpec spec = r.spec();
        Path folder = parts.store().folder(r.id());
        List<Fd> layers = new ArrayList<>();
        layers.add(fds.folder(folder.resolve("upper")));
        layers.add(spec.bundle() == null ? image.tree() : parts.bundles().root(r.id(), spec));
        for (String path : candidates(spec.process())) {
            for (Fd layer : layers) {
                Optional<String> found = machine(parts.kernel(), layer, path);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private static List<String> candidates(ProcessSpec process) {
        String program = process.argv().getFirst();
        if (program.startsWith("/")) {
            return List.of(program);
        }
        if (program.contains("/")) {
            return List.of(process.cwd() + "/" + program);
        }
        List<String> all = new ArrayList<>();
        for (String folder : process.env().getOrDefault("PATH", USUAL_PATH).split(":")) {
            all.add(folder + "/" + program);
        }
        return all;
    }

    private static Optional<String> machine(Kernel kernel, Fd root, String path) {
        byte[] head = new byte[HEAD];
        try (Fd file = kernel.openInRoot(root, path, Linux.O_RDONLY | Linux.O_NONBLOCK)) {
            return kernel.pread(file, head, 0) == HEAD ? machine(head) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty(); // not in this layer
        }
    }

    /// Of the first bytes of a file; empty: no ELF file.
    static Optional<String> machine(byte[] head) {
        if (head[0] != 0x7f || head[1] != 'E' || head[2] != 'L' || head[3] != 'F') {
            return Optional.empty();
        }
        boolean big = head[5] == 2;
        int number = big ? (head[18] & 0xff) << 8 | head[19] & 0xff : (head[19] & 0xff) << 8 | head[18] & 0xff;
        return Optional.of(MACHINES.getOrDefault(number, "ELF " + number));
    }
}

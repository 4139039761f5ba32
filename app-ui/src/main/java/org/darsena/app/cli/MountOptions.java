package org.darsena.app.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.darsena.model.container.MountSpec;
import org.darsena.model.container.MountTree;
import org.darsena.model.container.Propagation;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What `create` and `run` can say about mounts; added to those of the spec they begin with.
final class MountOptions {
    @Option(
            names = {"-v", "--volume"},
            paramLabel = "SOURCE:TARGET[:OPTIONS]")
    List<String> volumes = List.of();

    @Option(names = "--mount", paramLabel = "type=bind|tmpfs,source=…,target=…[,OPTIONS]")
    List<String> mounts = List.of();

    @Option(names = "--tmpfs", paramLabel = "TARGET[:OPTIONS]")
    List<String> tmpfs = List.of();

    @Option(names = "--mask-path", paramLabel = "PATH")
    List<String> masked = List.of();

    @Option(names = "--readonly-path", paramLabel = "PATH")
    List<String> readOnly = List.of();

    MountTree build(OptionWords words, MountTree base) {
        var all = new ArrayList<>(base.mounts());
        for (String word : volumes) {
            String[] parts = word.split(":", 3);
            if (parts.length < 2 || parts[0].isEmpty()) {
                throw words.wrong("--volume", word);
            }
            var draft = new Draft(words, "--volume", MountSpec.Type.BIND);
            draft.source = absolute(parts[0]);
            draft.target = parts[1];
            all.add(draft.with(parts.length < 3 ? "" : parts[2]).mount());
        }
        mounts.forEach(word -> all.add(
                new Draft(words, "--mount", MountSpec.Type.BIND).with(word).mount()));
        for (String word : tmpfs) {
            String[] parts = word.split(":", 2);
            var draft = new Draft(words, "--tmpfs", MountSpec.Type.TMPFS);
            draft.target = parts[0];
            all.add(draft.with(parts.length < 2 ? "" : parts[1]).mount());
        }
        return new MountTree(all, joined(base.masked(), masked), joined(base.readOnly(), readOnly));
    }

    private static List<String> joined(List<String> base, List<String> more) {
        var all = new ArrayList<>(base);
        all.addAll(more);
        return all;
    }

    private static String absolute(String path) {
        return Path.of(path).toAbsolutePath().normalize().toString();
    }

    /// A mount while its options are read.
    private static final class Draft {
        private final OptionWords words;
        private final String option;
        private MountSpec.Type type;
        private @Nullable String source;
        private String target = "";
        private boolean readOnly;
        private boolean suid;
        private boolean dev;
        private @Nullable Boolean exec;
        private Propagation propagation = Propagation.PRIVATE;
        private @Nullable String idmap;
        private @Nullable Long size;
        private @Nullable String mode;

        Draft(OptionWords words, String option, MountSpec.Type type) {
            this.words = words;
            this.option = option;
            this.type = type;
        }

        Draft with(String options) {
            for (String word : options.isEmpty() ? new String[0] : options.split(",")) {
                String[] parts = word.split("=", 2);
                if (parts.length == 2) {
                    value(parts[0], parts[1], word);
                } else {
                    flag(word);
                }
            }
            return this;
        }

        private void value(String key, String value, String word) {
            switch (key) {
                case "type" -> type = words.choice(option, value, MountSpec.Type.class);
                case "source", "src" -> source = absolute(value);
                case "target", "dst", "destination" -> target = value;
                case "propagation" -> propagation = words.choice(option, value, Propagation.class);
                case "idmap" -> idmap = value.contains(":") ? value : value + ":" + value;
                case "size" -> size = words.size(option, value);
                case "mode" -> mode = value;
                default -> throw words.wrong(option, word);
            }
        }

        private void flag(String word) {
            switch (word) {
                case "ro", "readonly" -> readOnly = true;
                case "rw" -> readOnly = false;
                case "suid", "nosuid" -> suid = word.equals("suid");
                case "dev", "nodev" -> dev = word.equals("dev");
                case "exec", "noexec" -> exec = word.equals("exec");
                case "idmap" -> idmap = "0:0";
                default -> propagation = words.choice(option, word.toLowerCase(Locale.ROOT), Propagation.class);
            }
        }

        MountSpec mount() {
            boolean runs = exec == null ? type == MountSpec.Type.BIND : exec;
            return new MountSpec(type, source, target, readOnly, suid, dev, runs, propagation, idmap, size, mode);
        }
    }
}

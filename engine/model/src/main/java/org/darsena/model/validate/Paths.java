package org.darsena.model.validate;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.darsena.model.container.FileSpec;

/// Rules for paths inside a container and for the files laid there.
final class Paths {
    private static final int MAX_PATH = 4095;
    private static final int MAX_FILE = 1 << 20;
    private static final Pattern MODE = Pattern.compile("0?[0-7]{3}");
    private static final Pattern OWNER =
            Pattern.compile("([a-z_][a-z0-9_-]{0,31}|[0-9]{1,5})(:([a-z_][a-z0-9_-]{0,31}|[0-9]{1,5}))?");
    /// Mounted over at each start: a file laid there would never be seen.
    static final Set<String> KERNEL = Set.of("proc", "sys", "dev");

    private Paths() {}

    static boolean absolute(String path, String place, Report report) {
        return report.require(path.startsWith("/"), "path.absolute", place, path)
                && report.require(utf8(path) <= MAX_PATH, "path.length", place, path, MAX_PATH)
                && Texts.line(path, place, MAX_PATH, report)
                && report.require(!Arrays.asList(path.split("/")).contains(".."), "path.dotdot", place, path);
    }

    static void files(List<FileSpec> files, String place, Report report) {
        Texts.count(files, place, 1024, report);
        var seen = new HashSet<String>();
        Texts.each(files, place, (file, at) -> {
            file(file, at, report);
            report.require(seen.add(file.path()), "file.duplicate", at + "/path", file.path());
        });
    }

    private static void file(FileSpec file, String place, Report report) {
        String at = place + "/path";
        if (absolute(file.path(), at, report)
                && report.require(!file.path().endsWith("/"), "path.folder", at, file.path())) {
            report.require(!KERNEL.contains(firstName(file.path())), "path.kernel", at, file.path());
        }
        int size = utf8(file.content());
        report.require(size <= MAX_FILE, "file.size", place + "/content", size, MAX_FILE);
        report.require(MODE.matcher(file.mode()).matches(), "file.mode", place + "/mode", file.mode());
        report.require(OWNER.matcher(file.owner()).matches(), "file.owner", place + "/owner", file.owner());
    }

    static String firstName(String path) {
        return Arrays.stream(path.split("/"))
                .filter(name -> !name.isEmpty() && !name.equals("."))
                .findFirst()
                .orElse("");
    }

    private static int utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}

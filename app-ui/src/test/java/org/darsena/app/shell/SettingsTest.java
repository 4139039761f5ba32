package org.darsena.app.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("window")
class SettingsTest {
    @TempDir
    private Path folder;

    private Path file() {
        return folder.resolve("deep").resolve("window.json");
    }

    @Test
    void whatWasPutIsThereTheNextTime() throws IOException {
        var first = new Settings(file());
        first.put("theme", "DARK");
        first.put("quoted", "a \"b\" \n ñ");
        first.put("width", "1280.5");
        first.put("maximized", "true");
        first.save();
        var next = new Settings(file());
        assertEquals("DARK", next.get("theme", ""));
        assertEquals("a \"b\" \n ñ", next.get("quoted", ""));
        assertEquals(1280.5, next.number("width", 1));
        assertTrue(next.flag("maximized", false));
        assertEquals("otherwise", next.get("unknown", "otherwise"));
        assertEquals("otherwise", next.get("schema", "otherwise"), "the file's own mark is no setting");
        assertTrue(Files.readString(file()).contains("\"schema\""));
        assertEquals(List.of(file()), children(folder.resolve("deep")), "no temporary file is left");
    }

    @Test
    void nothingIsWrittenWhileNothingChanged() throws IOException {
        var settings = new Settings(file());
        settings.save();
        assertFalse(Files.exists(file()));
        settings.put("theme", "DARK");
        settings.save();
        Files.delete(file());
        settings.put("theme", "DARK");
        settings.save();
        assertFalse(Files.exists(file()));
        settings.put("theme", "LIGHT");
        settings.save();
        assertTrue(Files.exists(file()));
    }

    @Test
    void aFileThatCannotBeReadIsMovedAsideAndKept() throws IOException {
        Files.createDirectories(file().getParent());
        Files.writeString(file(), "{ half a fi");
        var settings = new Settings(file());
        assertTrue(settings.movedAside());
        assertEquals("otherwise", settings.get("theme", "otherwise"));
        assertEquals("{ half a fi", Files.readString(file().resolveSibling("window.json.bad")));
        settings.put("theme", "DARK");
        settings.save();
        assertFalse(new Settings(file()).movedAside());
    }

    @Test
    void numbersThatAreNoneCountAsNotThere() {
        var settings = Settings.passing();
        settings.put("width", "wide");
        assertEquals(980, settings.number("width", 980));
        settings.save();
    }

    @Test
    void theUsualPlaceFollowsTheUsersEnvironment() {
        assertEquals(Path.of("/x/darsena/window.json"), Settings.usual(Map.of("XDG_CONFIG_HOME", "/x")));
        assertTrue(Settings.usual(Map.of()).endsWith(Path.of(".config", "darsena", "window.json")));
    }

    private static List<Path> children(Path of) throws IOException {
        try (var all = Files.list(of)) {
            return all.toList();
        }
    }
}

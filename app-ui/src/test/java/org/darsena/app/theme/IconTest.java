package org.darsena.app.theme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javafx.geometry.Bounds;
import javafx.scene.shape.SVGPath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class IconTest {
    @Test
    void theSourcesAndTheNamesAreTheSame() throws Exception {
        Set<String> names = new TreeSet<>();
        Arrays.stream(Icon.values()).forEach(i -> names.add(i.id()));
        assertEquals(names, sources());
    }

    private static Set<String> sources() throws Exception {
        URL cube = Objects.requireNonNull(Icon.class.getResource("/org/darsena/icons/cube.svg"));
        if (cube.getProtocol().equals("jar")) {
            URI jar = URI.create(cube.toString().substring(0, cube.toString().indexOf('!')));
            try (FileSystem fs = FileSystems.newFileSystem(jar, Map.of())) {
                return list(fs.getPath("/org/darsena/icons"));
            }
        }
        return list(Objects.requireNonNull(Path.of(cube.toURI()).getParent()));
    }

    private static Set<String> list(Path folder) throws IOException {
        Set<String> found = new TreeSet<>();
        try (Stream<Path> files = Files.list(folder)) {
            files.map(p -> p.getFileName().toString())
                    .filter(n -> n.endsWith(".svg"))
                    .forEach(n -> found.add(n.substring(0, n.length() - 4)));
        }
        return found;
    }

    @ParameterizedTest
    @EnumSource
    void keepsToTheFamily(Icon icon) throws Exception {
        String svg = new String(
                Objects.requireNonNull(Icon.class.getResourceAsStream("/org/darsena/icons/" + icon.id() + ".svg"))
                        .readAllBytes(),
                StandardCharsets.UTF_8);
        for (String need : List.of(
                "viewBox=\"0 0 24 24\"",
                "stroke=\"currentColor\"",
                "stroke-width=\"1.35\"",
                "stroke-linecap=\"round\"",
                "stroke-linejoin=\"round\"")) {
            assertTrue(svg.contains(need), icon + " lacks " + need);
        }
        assertTrue(!svg.contains("#"), icon + " has a colour of its own");
    }

    @ParameterizedTest
    @EnumSource
    void staysOnTheGrid(Icon icon) throws Exception {
        IconShape shape = Icons.shape(icon);
        Bounds bounds = Fx.call(() -> {
            SVGPath path = new SVGPath();
            path.setContent(String.join("", shape.strokes()) + String.join("", shape.fills()));
            return path.getLayoutBounds();
        });
        assertTrue(bounds.getWidth() > 0 || bounds.getHeight() > 0, icon + " draws nothing");
        assertTrue(bounds.getMinX() >= 1 && bounds.getMinY() >= 1, icon + " " + bounds);
        assertTrue(bounds.getMaxX() <= 23 && bounds.getMaxY() <= 23, icon + " " + bounds);
    }

    @Test
    void readsEachKindOfElement() {
        IconShape shape = SvgReader.read("""
                <svg viewBox="0 0 24 24"><path d="M1 2L3 4"/><line x1="1" y1="2" x2="3" y2="4"/>
                <polyline points="1 2 3 4 5 6"/><polygon points="1 2 3 4 5 6"/>
                <circle cx="5" cy="6" r="2" fill="currentColor" stroke="none"/></svg>""");
        assertEquals(List.of("M1 2L3 4", "M1.0 2.0L3.0 4.0", "M1 2 3 4 5 6", "M1 2 3 4 5 6Z"), shape.strokes());
        assertEquals(1, shape.fills().size());
    }

    @Test
    void refusesWhatTheFamilyDoesNotUse() {
        assertThrows(IllegalArgumentException.class, () -> SvgReader.read("<svg><text x=\"1\"/></svg>"));
        assertThrows(IllegalArgumentException.class, () -> SvgReader.read("<svg><circle cx=\"1\"/></svg>"));
        assertThrows(IllegalArgumentException.class, () -> SvgReader.read("<svg></svg>"));
    }

    @Test
    void theApplicationHasItsIconInAllSizes() throws Exception {
        Fx.run(() -> Icons.appIcons().forEach(i -> assertTrue(!i.isError() && i.getWidth() >= 16)));
    }
}

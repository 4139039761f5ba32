package org.darsena.app.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.darsena.app.shell.FinderModel.Item;
import org.darsena.app.theme.Icon;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("window")
class FinderModelTest {
    private final List<Item> items = new ArrayList<>();
    private final FinderModel model = new FinderModel(() -> items);

    private void know(String... titles) {
        Stream.of(titles).map(t -> item(t, "container · running")).forEach(items::add);
    }

    private static Item item(String title, String note) {
        return new Item(Icon.CUBE, title, note, "", () -> {});
    }

    private List<String> find(String typed) {
        return model.find(typed).stream().map(Item::title).toList();
    }

    @Test
    void allStandInTheirOrderWhileNothingIsTyped() {
        know("web", "dns", "cache");
        assertEquals(List.of("web", "dns", "cache"), find(""));
        assertEquals(List.of("web", "dns", "cache"), find("   "));
    }

    @Test
    void theBestStandsFirst() {
        know("cobweb", "backend-web", "web-2", "wide-ebb", "web", "other");
        assertEquals(List.of("web", "web-2", "backend-web", "cobweb", "wide-ebb"), find("web"));
    }

    @Test
    void everyWordMustFitInTitleOrNote() {
        items.add(item("web", "container · stopped"));
        items.add(item("dns", "container · running"));
        assertEquals(List.of("dns"), find("running d"));
        assertEquals(List.of(), find("web running"));
        assertEquals(List.of(), find("xyzzy"));
    }

    @Test
    void accentsAndCapitalsDoNotMatter() {
        know("Imágenes");
        assertEquals(List.of("Imágenes"), find("imagenes"));
        assertEquals(List.of("Imágenes"), find("IMÁG"));
    }

    @Test
    void thousandsAreCutToWhatCanBeLookedAt() {
        for (int i = 0; i < 2_000; i++) {
            know("web-" + i);
        }
        assertEquals(60, find("web").size());
        assertEquals("web-1999", find("web-1999").getFirst());
    }
}

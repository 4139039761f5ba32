package org.darsena.app.shell;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.darsena.app.theme.Icon;

/// Finds what one may mean by a few letters: containers, labs, places, actions. Holds no control.
final class FinderModel {
    private static final int SHOWN = 60;

    private final Supplier<List<Item>> items;

    /// Something that can be gone to or done.
    ///
    /// @param title what is matched and shown
    /// @param note what it is, in faint
    /// @param keys the keys that do the same; may be empty
    record Item(Icon icon, String title, String note, String keys, Runnable run) {}

    FinderModel(Supplier<List<Item>> items) {
        this.items = items;
    }

    /// The best first; all when nothing is typed.
    List<Item> find(String typed) {
        String[] words = fold(typed).strip().split("\\s+");
        record Hit(Item item, int score, int order) {}
        List<Hit> hits = new ArrayList<>();
        List<Item> all = items.get();
        for (int i = 0; i < all.size(); i++) {
            int score = score(all.get(i), words);
            if (score > 0) {
                hits.add(new Hit(all.get(i), score, i));
            }
        }
        hits.sort(Comparator.comparingInt(Hit::score).reversed().thenComparingInt(Hit::order));
        return hits.stream().limit(SHOWN).map(Hit::item).toList();
    }

    private static int score(Item item, String[] words) {
        String title = fold(item.title());
        String note = fold(item.note());
        int sum = 1;
        for (String word : words) {
            int best = Math.max(score(title, word), score(note, word) / 4);
            if (best == 0) {
                return 0;
            }
            sum += best;
        }
        return sum;
    }

    private static int score(String hay, String word) {
        if (word.isEmpty()) {
            return 1;
        }
        int at = hay.indexOf(word);
        if (at == 0) {
            return hay.length() == word.length() ? 120 : 100;
        }
        if (at > 0) {
            return Character.isLetterOrDigit(hay.charAt(at - 1)) ? 40 : 80;
        }
        return word.length() > 1 && inOrder(hay, word) ? 12 : 0;
    }

    private static boolean inOrder(String hay, String word) {
        int at = 0;
        for (int i = 0; i < hay.length() && at < word.length(); i++) {
            if (hay.charAt(i) == word.charAt(at)) {
                at++;
            }
        }
        return at == word.length();
    }

    /// Small letters without accents: who seeks "imagenes" means "Imágenes".
    private static String fold(String text) {
        return java.text.Normalizer.normalize(text, java.text.Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .toLowerCase(Locale.ROOT);
    }
}

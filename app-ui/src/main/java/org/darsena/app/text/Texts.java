package org.darsena.app.text;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.PropertyResourceBundle;
import java.util.ResourceBundle;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// All words of the program in one language.
///
/// A key's first part names its bundle: `ui.close` stands in `ui.properties` (English, the root) and
/// `ui_es.properties`, UTF-8, beside this class. A bundle is read when its first text is asked for. The
/// form of the texts is that of [Template]. Any thread.
public final class Texts {
    private final Locale locale;
    private final Map<String, Bundles> bundles = new ConcurrentHashMap<>();
    private final Map<String, Optional<Template>> templates = new ConcurrentHashMap<>();

    private Texts(Locale locale) {
        this.locale = locale;
    }

    /// English unless `locale` is Spanish.
    public static Texts of(Locale locale) {
        return new Texts(locale);
    }

    public Locale locale() {
        return locale;
    }

    /// The text of `key` with its arguments as pairs: `text("ui.of", "n", 3, "all", 12)`. A key that is
    /// missing comes back as `?key?`, which a test of the bundles looks for.
    public String text(String key, @Nullable Object... pairs) {
        return find(key, pairs(pairs)).orElse("?" + key + "?");
    }

    /// The text of `key`, if there is one.
    public Optional<String> find(String key, Map<String, String> args) {
        return templates.computeIfAbsent(key, this::template).map(t -> t.fill(args));
    }

    public boolean has(String key) {
        return templates.computeIfAbsent(key, this::template).isPresent();
    }

    private Optional<Template> template(String key) {
        int dot = key.indexOf('.');
        if (dot < 0) {
            return Optional.empty();
        }
        return bundles.computeIfAbsent(key.substring(0, dot), name -> Bundles.load(name, locale))
                .find(key)
                .map(Template::parse);
    }

    /// The bundle `name` with the root's texts behind it, for picocli.
    public ResourceBundle bundle(String name) {
        Bundles found = bundles.computeIfAbsent(name, key -> Bundles.load(key, locale));
        return found.own == null ? found.root : found.own;
    }

    private static Map<String, String> pairs(@Nullable Object... pairs) {
        var args = new HashMap<String, String>();
        for (int i = 0; i + 1 < pairs.length; i += 2) {
            args.put(String.valueOf(pairs[i]), String.valueOf(pairs[i + 1]));
        }
        return args;
    }

    /// English and, where there is one, the language's own.
    private record Bundles(ResourceBundle root, @Nullable ResourceBundle own) {
        static Bundles load(String name, Locale locale) {
            ResourceBundle root = read(name + ".properties");
            if (root == null) {
                root = new Empty();
            }
            ResourceBundle own =
                    "en".equals(locale.getLanguage()) ? null : read(name + "_" + locale.getLanguage() + ".properties");
            return new Bundles(root, own);
        }

        Optional<String> find(String key) {
            if (own != null && own.containsKey(key)) {
                return Optional.of(own.getString(key));
            }
            return root.containsKey(key) ? Optional.of(root.getString(key)) : Optional.empty();
        }

        private static @Nullable ResourceBundle read(String file) {
            try (var in = Texts.class.getResourceAsStream(file)) {
                return in == null
                        ? null
                        : new PropertyResourceBundle(new InputStreamReader(in, StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(file, e);
            }
        }
    }

    private static final class Empty extends java.util.ListResourceBundle {
        @Override
        protected Object[][] getContents() {
            return new Object[0][];
        }
    }
}

package org.darsena.app.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// A sentence with holes, as it stands in the bundles.
///
/// `{name}` is an argument, its addresses as [Addresses] has them; `[… {name} …]` is said only where all its
/// arguments are there; `{n|one|many}` picks by the number `n`. A backslash takes the next character as it is. Chosen
/// over java.text.MessageFormat for its optional parts and because loading that costs the command 30 ms.
final class Template {
    private final List<Part> parts;

    private Template(List<Part> parts) {
        this.parts = parts;
    }

    /// Throws IllegalArgumentException where a bracket is not closed.
    static Template parse(String text) {
        var parser = new Parser(text);
        var parts = parser.parts('\0');
        return new Template(parts);
    }

    String fill(Map<String, String> args) {
        var out = new StringBuilder();
        parts.forEach(part -> part.append(out, args));
        return out.toString();
    }

    /// Names of its arguments.
    Set<String> names() {
        var names = new TreeSet<String>();
        parts.forEach(part -> part.collect(names));
        return names;
    }

    private sealed interface Part {
        void append(StringBuilder out, Map<String, String> args);

        void collect(Set<String> names);

        /// Whether it can be said; an optional part within can be left out.
        default boolean complete(Map<String, String> args) {
            var names = new TreeSet<String>();
            collect(names);
            return names.stream().noneMatch(name -> args.getOrDefault(name, "").isEmpty());
        }
    }

    private record Literal(String text) implements Part {
        @Override
        public void append(StringBuilder out, Map<String, String> args) {
            out.append(text);
        }

        @Override
        public void collect(Set<String> names) {}
    }

    private record Argument(String name) implements Part {
        @Override
        public void append(StringBuilder out, Map<String, String> args) {
            out.append(Addresses.shown(args.getOrDefault(name, "?")));
        }

        @Override
        public void collect(Set<String> names) {
            names.add(name);
        }
    }

    private record Plural(String name, String one, String many) implements Part {
        @Override
        public void append(StringBuilder out, Map<String, String> args) {
            out.append("1".equals(args.get(name)) ? one : many);
        }

        @Override
        public void collect(Set<String> names) {
            names.add(name);
        }
    }

    private record Optional(List<Part> parts) implements Part {
        @Override
        public void append(StringBuilder out, Map<String, String> args) {
            if (parts.stream().allMatch(part -> part instanceof Optional || part.complete(args))) {
                parts.forEach(part -> part.append(out, args));
            }
        }

        @Override
        public void collect(Set<String> names) {
            parts.forEach(part -> part.collect(names));
        }
    }

    private static final class Parser {
        private final String text;
        private int at;

        Parser(String text) {
            this.text = text;
        }

        List<Part> parts(char end) {
            var parts = new ArrayList<Part>();
            var literal = new StringBuilder();
            while (at < text.length() && text.charAt(at) != end) {
                char c = text.charAt(at++);
                if (c == '\\' && at < text.length()) {
                    literal.append(text.charAt(at++));
                } else if (c == '{' || c == '[') {
                    flush(literal, parts);
                    parts.add(c == '{' ? argument() : new Optional(parts(']')));
                } else {
                    literal.append(c);
                }
            }
            if (end != '\0' && at++ >= text.length()) {
                throw new IllegalArgumentException("no " + end + " in: " + text);
            }
            flush(literal, parts);
            return List.copyOf(parts);
        }

        private Part argument() {
            int close = text.indexOf('}', at);
            if (close < 0) {
                throw new IllegalArgumentException("no } in: " + text);
            }
            String[] words = text.substring(at, close).split("\\|", -1);
            at = close + 1;
            return switch (words.length) {
                case 1 -> new Argument(words[0]);
                case 3 -> new Plural(words[0], words[1], words[2]);
                default -> throw new IllegalArgumentException("neither {name} nor {n|one|many}: " + text);
            };
        }

        private static void flush(StringBuilder literal, List<Part> parts) {
            if (!literal.isEmpty()) {
                parts.add(new Literal(literal.toString()));
                literal.setLength(0);
            }
        }
    }
}

package org.darsena.model;

import java.util.Arrays;
import java.util.List;

/// One thing wrong (or doubtful) in a document, in a form that any language can turn into a sentence.
///
/// @param rule stable id of the rule, one of [Rules#ALL], e.g. `name.pattern`; the client's resource bundle holds
///     a sentence for each
/// @param level whether the document is refused or only remarked upon
/// @param place where in the document, as a JSON pointer, e.g. `/nodes/2/name`
/// @param args what the sentence needs, as [Rules#ALL] says: the offending value first, then what would be allowed
public record Problem(String rule, Level level, String place, List<String> args) {

    public Problem {
        args = List.copyOf(args);
    }

    /// How grave a problem is.
    public enum Level {
        /// the document is refused, nothing is made
        ERROR,
        /// the document is accepted, and something in it will not be effective
        WARNING
    }

    public static Problem error(String rule, String place, Object... args) {
        Rules.mustBeListed(rule, args.length);
        return new Problem(rule, Level.ERROR, place, strings(args));
    }

    public static Problem warning(String rule, String place, Object... args) {
        Rules.mustBeListed(rule, args.length);
        return new Problem(rule, Level.WARNING, place, strings(args));
    }

    public boolean isError() {
        return level == Level.ERROR;
    }

    private static List<String> strings(Object... args) {
        return Arrays.stream(args).map(String::valueOf).toList();
    }
}

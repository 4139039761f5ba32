package org.darsena.model.container;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The first two numbers of a kernel's release, which is what profiles ask for.
public record KernelVersion(int major, int minor) implements Comparable<KernelVersion> {
    private static final Pattern FORM = Pattern.compile("(\\d{1,4})\\.(\\d{1,4})");

    /// The running kernel's; 0.0 where it does not say.
    public static KernelVersion running() {
        Matcher matcher = FORM.matcher(System.getProperty("os.version", ""));
        return matcher.lookingAt() ? of(matcher) : new KernelVersion(0, 0);
    }

    /// Of exactly `4.8`; empty for anything else.
    public static Optional<KernelVersion> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        return matcher.matches() ? Optional.of(of(matcher)) : Optional.empty();
    }

    private static KernelVersion of(Matcher matcher) {
        return new KernelVersion(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
    }

    @Override
    public int compareTo(KernelVersion other) {
        return Comparator.comparingInt(KernelVersion::major)
                .thenComparingInt(KernelVersion::minor)
                .compare(this, other);
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}

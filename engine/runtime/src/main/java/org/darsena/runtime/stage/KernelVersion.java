package org.darsena.runtime.stage;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The running kernel's version, as far as it decides how a thing is done.
record KernelVersion(int major, int minor) {
    private static final Pattern FORM = Pattern.compile("(\\d+)\\.(\\d+).*");

    static KernelVersion current() {
        return parse(System.getProperty("os.version", ""));
    }

    static KernelVersion parse(String text) {
        Matcher matcher = FORM.matcher(text);
        return matcher.matches()
                ? new KernelVersion(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)))
                : new KernelVersion(0, 0);
    }

    boolean before(int otherMajor, int otherMinor) {
        return major < otherMajor || major == otherMajor && minor < otherMinor;
    }
}

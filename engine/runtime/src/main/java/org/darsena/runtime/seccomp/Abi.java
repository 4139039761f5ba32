package org.darsena.runtime.seccomp;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// A way into the kernel with its own numbers for system calls. A 64-bit x86 kernel has these two (and x32, which
/// our filters refuse as a whole).
public enum Abi {
    X86_64(0xC000003E, "x86_64.txt"),
    I386(0x40000003, "i386.txt");

    private final int auditArch;
    private final SortedMap<Integer, String> names;

    Abi(int auditArch, String table) {
        this.auditArch = auditArch;
        this.names = Collections.unmodifiableSortedMap(load(table));
    }

    /// AUDIT_ARCH_* as the filter finds it in `seccomp_data.arch`.
    int auditArch() {
        return auditArch;
    }

    /// The known calls: number → name.
    public SortedMap<Integer, String> names() {
        return names;
    }

    private static SortedMap<Integer, String> load(String table) {
        SortedMap<Integer, String> result = new TreeMap<>();
        try (InputStream in = Abi.class.getResourceAsStream(table)) {
            if (in == null) {
                throw new IOException("missing from the build: " + table);
            }
            BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                int space = line.indexOf(' ');
                if (!line.startsWith("#") && space > 0) {
                    result.put(Integer.valueOf(line.substring(0, space)), line.substring(space + 1));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return result;
    }
}

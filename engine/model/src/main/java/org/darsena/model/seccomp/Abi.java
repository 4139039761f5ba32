package org.darsena.model.seccomp;

import java.util.Collections;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.darsena.model.container.SeccompProfile.Arch;

/// A way into the kernel with its own numbers for system calls. x32 shares x86-64's architecture and is told by
/// a bit of the number.
public enum Abi {
    X86_64(Arch.X86_64, 0xC000003E, "x86_64.txt"),
    I386(Arch.X86, 0x40000003, "i386.txt"),
    X32(Arch.X32, 0xC000003E, "x32.txt");

    /// What x32's numbers have beside.
    public static final int X32_BIT = 0x40000000;

    /// Names that only other processors have.
    private static final Set<String> ELSEWHERE = Set.copyOf(Tables.lines("elsewhere.txt"));

    private final Arch arch;
    private final int auditArch;
    private final SortedMap<Integer, String> names;

    Abi(Arch arch, int auditArch, String table) {
        this.arch = arch;
        this.auditArch = auditArch;
        SortedMap<Integer, String> all = new TreeMap<>();
        for (String line : Tables.lines(table)) {
            int space = line.indexOf(' ');
            all.put(Integer.valueOf(line.substring(0, space)), line.substring(space + 1));
        }
        this.names = Collections.unmodifiableSortedMap(all);
    }

    /// As profiles name it.
    public Arch arch() {
        return arch;
    }

    /// AUDIT_ARCH_* as a filter finds it in `seccomp_data.arch`.
    public int auditArch() {
        return auditArch;
    }

    /// The known calls: number (of x32 without its bit) → name.
    public SortedMap<Integer, String> names() {
        return names;
    }

    /// Whether a call of this name exists on any processor, as far as this program knows.
    public static boolean isCall(String name) {
        return ELSEWHERE.contains(name) || HERE.ALL.contains(name);
    }

    private static final class HERE {
        static final Set<String> ALL = all();

        private static Set<String> all() {
            Set<String> all = new TreeSet<>();
            for (Abi abi : values()) {
                all.addAll(abi.names.values());
            }
            return all;
        }
    }
}

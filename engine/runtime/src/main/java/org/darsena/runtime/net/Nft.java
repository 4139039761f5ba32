package org.darsena.runtime.net;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// nft(8) in one network namespace, the host's or a node's. Each call is one process (about 5 ms), so it
/// is called per network, not per container. Any thread may call; nftables itself serialises.
public final class Nft {
    private final NetNs where;
    private final String program;

    public Nft(NetNs where) {
        this(where, "nft");
    }

    /// With another program in nft's place.
    Nft(NetNs where, String program) {
        this.where = where;
        this.program = program;
    }

    /// Whether the program is there at all.
    public static boolean installed() {
        return NsProgram.find("nft") != null;
    }

    /// Carries out `transaction` (the language of nft(8)) as a whole or not at all. Throws [NftException]
    /// with nft's own words, [ProgramMissingException] where nft is not installed.
    public void run(String transaction) throws IOException {
        call(List.of("-f", "-"), transaction);
    }

    /// The answer to a command such as `list table inet darsena`, as JSON.
    public String json(String... command) throws IOException {
        return call(concat("-j", command), "");
    }

    /// The answer to a command, as nft's own text.
    public String text(String... command) throws IOException {
        return call(List.of(command), "");
    }

    private String call(List<String> arguments, String input) throws IOException {
        Path nft = NsProgram.find(program);
        if (nft == null) {
            throw new ProgramMissingException(program, "nftables");
        }
        NsProgram.Outcome outcome = NsProgram.run(where, nft, arguments, input);
        if (outcome.status() != 0) {
            throw new NftException("nft " + String.join(" ", arguments), outcome.status(), outcome.err());
        }
        return outcome.out();
    }

    private static List<String> concat(String first, String... rest) {
        List<String> all = new ArrayList<>();
        all.add(first);
        all.addAll(List.of(rest));
        return all;
    }
}

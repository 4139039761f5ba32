package org.darsena.runtime.net;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NatTablesTest {
    private static final String STANDING = """
            table inet firewalld
            table inet darsena
            table inet darsena_dhb
            table inet darsena_long
            table inet newer than this nft
            """;

    /// nft 1.0.6 ends with a segmentation fault when it lists what newer ones made.
    private static String nft(String... command) throws IOException {
        return switch (String.join(" ", command)) {
            case "list tables inet" -> STANDING;
            case "list table inet darsena" -> "table inet darsena {\n\tchain forward {\n\t}\n}\n";
            case "list table inet darsena_dhb" ->
                "table inet darsena_dhb {\n\tchain ip_forward_was_off {\n\t}\n\tchain forward {\n\t}\n}\n";
            default -> throw new NftException("nft", 139, "");
        };
    }

    @Test
    void onlyOurOwnTablesAreListed() throws Exception {
        NatTables tables = NatTables.read(NatTablesTest::nft);
        assertEquals(Set.of("darsena", "darsena_dhb"), tables.all());
        assertEquals(Set.of("darsena_dhb"), tables.marked());
        assertEquals(List.of(new IfNames("dhb", "darsena_dhb")), tables.others(IfNames.DEFAULT));
    }

    @Test
    void noTables() throws Exception {
        assertEquals(NatTables.NONE, NatTables.read(_ -> ""));
    }
}

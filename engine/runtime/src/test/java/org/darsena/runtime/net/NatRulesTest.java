package org.darsena.runtime.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class NatRulesTest {
    private static final NatRules.Bridge ONE = new NatRules.Bridge("darbn3e8", 1000, Cidr.parse("10.213.0.0/22"));
    private static final NatRules.Bridge TWO = new NatRules.Bridge("darbn3e8.1", 1000, Cidr.parse("10.213.4.0/22"));
    private static final NatRules.Bridge OTHER = new NatRules.Bridge("darbn3e9", 1001, Cidr.parse("10.213.8.0/22"));

    private static String rules(boolean wasOff, List<String> uplinks, NatRules.Bridge... bridges) {
        return NatRules.transaction(IfNames.DEFAULT, List.of(bridges), wasOff, uplinks);
    }

    @Test
    void withoutBridgesTheTableGoes() {
        assertEquals("add table inet darsena\ndelete table inet darsena\n", rules(true, List.of("eth0")));
    }

    @Test
    void pairsAreOfOneOwnerOnly() {
        String text = rules(false, List.of(), ONE, TWO, OTHER);
        assertTrue(text.contains("\"darbn3e8\" . \"darbn3e8.1\""), text);
        assertTrue(text.contains("\"darbn3e9\" . \"darbn3e9\""), text);
        assertFalse(text.contains("\"darbn3e9\" . \"darbn3e8"), text);
        assertTrue(text.contains("\"darbn3e8.1\" . 10.213.4.0/22"), text);
        assertFalse(text.contains(NatRules.MARK), text);
    }

    @Test
    void uplinksAreClosedOnlyWhereWeSwitchedForwardingOn() {
        assertTrue(rules(true, List.of("eth0", "wlan0"), ONE).contains("elements = { \"eth0\", \"wlan0\" }"));
        assertFalse(rules(false, List.of("eth0"), ONE).contains("eth0"));
        assertTrue(rules(true, List.of(), ONE).contains("chain " + NatRules.MARK));
    }

    @Test
    void namesCannotBecomeRules() {
        String text = rules(true, List.of("a\" } ; flush", "ok"), ONE);
        assertFalse(text.contains("flush"), text);
        assertTrue(text.contains("elements = { \"ok\" }"), text);
    }
}

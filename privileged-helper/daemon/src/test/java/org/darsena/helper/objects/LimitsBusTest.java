package org.darsena.helper.objects;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.darsena.api.Errors;
import org.darsena.api.Names;
import org.darsena.helper.bus.BusTransport;
import org.darsena.helper.bus.Queues;
import org.darsena.helper.testing.Client;
import org.darsena.helper.testing.Rig;
import org.freedesktop.dbus.exceptions.DBusException;
import org.freedesktop.dbus.messages.Error;
import org.freedesktop.dbus.messages.Message;
import org.freedesktop.dbus.messages.MethodCall;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Nobody makes the helper hold more than it says.
@Tag("bus")
class LimitsBusTest {
    private static final String MANAGER = "org.darsena.Helper1.Manager";

    private static Rig rig;

    @BeforeAll
    static void start() throws Exception {
        rig = Rig.withPolkit(Rig.ALICE_MAY);
    }

    @AfterAll
    static void stop() throws Exception {
        if (rig != null) {
            rig.close();
        }
    }

    @Test
    void aDocumentTooLongIsRefusedAndTheLineGoesOn() {
        Client alice = rig.alice();
        for (int size : new int[] {Names.MAX_DOCUMENT + 1, 5 << 20, 20 << 20}) {
            Error refused = assertInstanceOf(
                    Error.class,
                    alice.raw(Names.ROOT, MANAGER, "CreateContainer", "sa{sv}", "x".repeat(size), Map.of()));
            assertEquals(Errors.INVALID, refused.getName());
            String args = String.valueOf(refused.getException().getMessage());
            String what = size > BusTransport.MAX_BODY ? "message" : "document";
            assertTrue(args.contains("\"what\":\"" + what + "\""), args);
            assertTrue(args.contains("\"max\":"), args);
        }
        assertEquals("{}", alice.manager().Doctor());
    }

    @Test
    void oneWhoFloodsIsRefusedAndOthersAreServed() throws Exception {
        Client alice = rig.alice();
        Client bob = rig.bob();
        alice.manager().Doctor();
        bob.manager().Doctor();
        List<MethodCall> calls = new ArrayList<>();
        rig.bus().holdPolkit(true);
        try {
            // the worker waits for polkit's word about the first; the bus lets 128 calls be open
            for (int i = 0; i < 100; i++) {
                calls.add(send(alice));
            }
            Message last = calls.getLast().getReply(10_000);
            assertEquals(Errors.BUSY, assertInstanceOf(Error.class, last).getName());
        } finally {
            rig.bus().holdPolkit(false);
        }
        assertEquals("{}", bob.manager().Doctor());
        long refused = calls.stream()
                .map(c -> c.getReply(10_000))
                .filter(r -> r instanceof Error e && Errors.BUSY.equals(e.getName()))
                .count();
        assertEquals(100 - Queues.PER_SENDER, refused);
    }

    private static MethodCall send(Client client) throws DBusException {
        MethodCall call = client.connection()
                .getMessageFactory()
                .createMethodCall(Names.BUS, Names.ROOT, MANAGER, "Doctor", (byte) 0, null);
        client.connection().sendMessage(call);
        return call;
    }

    @Test
    void pathsAndNamesOfAnyFormAreRefusedInOrder() {
        Client alice = rig.alice();
        String container = "org.darsena.Helper1.Container";
        for (String path : List.of(
                Names.CONTAINERS + "x".repeat(200),
                Names.CONTAINERS + "ABC",
                Names.CONTAINERS + "a/b",
                Names.JOBS + "1",
                Names.JOBS + "99999999999999999999",
                "/")) {
            Error refused = assertInstanceOf(Error.class, alice.raw(path, container, "Inspect", ""), path);
            assertEquals(Errors.NOT_FOUND, refused.getName(), path);
        }
        assertEquals("{}", alice.manager().Doctor());
    }
}

package org.darsena.helper.objects;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Objects;
import org.darsena.api.Errors;
import org.darsena.api.HelperError;
import org.darsena.helper.testing.Client;
import org.darsena.helper.testing.Rig;
import org.darsena.helper.testing.TestBus;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Who may be in whose namespaces, judged by a real polkitd.
@Tag("bus")
class NamespacesBusTest {
    private static final String MAY_HOST = """
        polkit.addRule(function(action, subject) {
            if (subject.user == "daralice" && action.id == "org.darsena.helper.container.host-namespace") {
                return polkit.Result.YES;
            }
        });
        """;

    private @Nullable Rig rig;

    @AfterEach
    void stop() throws Exception {
        if (rig != null) {
            rig.close();
        }
    }

    private Client alice(String rules) throws Exception {
        rig = Rig.withPolkit(rules);
        return rig.alice();
    }

    private static String spec(String name, String namespaces) {
        return "{\"schema\":1,\"name\":\"" + name + "\",\"process\":{\"argv\":[\"true\"]},\"networks\":[],"
                + "\"namespaces\":" + namespaces + "}";
    }

    private static String made(Client client, String name, String namespaces) {
        return client.end(client.manager().CreateContainer(spec(name, namespaces), Map.of())).error;
    }

    @Test
    void theMachinesNeedAnActionOfTheirOwn() throws Exception {
        Client alice = alice(Rig.ALICE_MAY);
        assertEquals("", made(alice, "own", "{}"));
        assertRefused(made(alice, "net", "{\"net\":\"host\"}"));
        assertRefused(made(alice, "user", "{\"user\":\"host\"}"));
    }

    /// Each by itself: who may share the machine's network may not be its root.
    @Test
    void oneActionIsNotTheOther() throws Exception {
        Client alice = alice(Rig.ALICE_MAY + MAY_HOST);
        assertEquals("", made(alice, "net", "{\"net\":\"host\"}"));
        assertRefused(made(alice, "user", "{\"user\":\"host\"}"));
        assertRefused(made(alice, "both", "{\"user\":\"host\",\"net\":\"host\"}"));
    }

    @Test
    void anothersContainerCannotBeShared() throws Exception {
        Client alice = alice(Rig.ALICE_MAY);
        Rig here = Objects.requireNonNull(rig);
        String bobs = here.engine().add("web", TestBus.BOB).id();
        assertEquals(Errors.NOT_FOUND, refused(alice, "{\"net\":\"container:" + bobs + "\"}"));
        assertEquals(Errors.NOT_FOUND, refused(alice, "{\"net\":\"container:web\"}"));
        here.engine().add("web", TestBus.ALICE);
        assertEquals("", made(alice, "two", "{\"net\":\"container:web\"}"));
        // a name of one's own that is another's id means the other
        here.engine().add(bobs, TestBus.ALICE);
        assertEquals(Errors.NOT_FOUND, refused(alice, "{\"net\":\"container:" + bobs + "\"}"));
    }

    private static String refused(Client client, String namespaces) {
        try {
            return made(client, "side", namespaces);
        } catch (HelperError e) {
            return e.error();
        }
    }

    private static void assertRefused(String error) {
        assertTrue(error.equals(Errors.DENIED) || error.equals(Errors.NEEDS_AUTHENTICATION), error);
    }
}

package org.darsena.helper.objects;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.darsena.helper.auth.Action;
import org.darsena.helper.auth.Ask;
import org.darsena.helper.bus.Caller;
import org.darsena.helper.objects.Targets.Subject;
import org.darsena.helper.request.Privilege;
import org.darsena.helper.request.Request;
import org.darsena.helper.request.UserNamespaces;
import org.darsena.model.InvalidDocumentException;
import org.darsena.model.container.ContainerSpec;
import org.darsena.model.container.ProcessSpec;
import org.darsena.model.json.ResourcesPatch;
import org.darsena.runtime.Attachments;
import org.junit.jupiter.api.Test;

/// Which questions a request raises.
class AsksTest {
    private static final Caller ALICE = new Caller(":1.1", 1000, 1);
    private static final Request EXEC = new Request.Exec("a", ProcessSpec.of(List.of("sh")), List.of(), 0, 0);

    private static List<Action> asks(Request request, int owner, String... privileged) {
        return Work.asks(ALICE, request, new Subject("web", owner, List.of(privileged))).stream()
                .map(Ask::action)
                .toList();
    }

    @Test
    void ownAndOrdinary() {
        assertEquals(List.of(Action.START), asks(new Request.Start("a", Attachments.NONE), 1000));
        assertEquals(List.of(Action.FREEZE), asks(new Request.Thaw("a"), 1000));
        assertEquals(List.of(Action.EXEC), asks(EXEC, 1000));
        assertEquals(List.of(Action.FILE_CAPABILITIES), asks(new Request.SetFileCapabilities("a", "/x", null), 1000));
        assertEquals(List.of(Action.READ), asks(new Request.FileCapabilities("a", "/x"), 1000));
    }

    @Test
    void others() {
        assertEquals(List.of(Action.DELETE_OTHERS), asks(new Request.Delete("a", true), 1001));
        assertEquals(List.of(Action.READ_OTHERS), asks(new Request.FileCapabilities("a", "/x"), 1001));
        assertEquals(List.of(Action.LAB_DOWN_OTHERS), asks(new Request.Down("a"), 1001));
    }

    @Test
    void whatRunsSomethingInAnUnconfinedOneIsAskedForAsSuch() {
        ContainerSpec spec = ContainerSpec.of("web", List.of("true"));
        assertEquals(
                List.of(Action.HOST_USER), asks(new Request.Create(spec, Attachments.NONE, false), 1000, "host-user"));
        assertEquals(List.of(Action.HOST_USER), asks(new Request.Start("a", Attachments.NONE), 1000, "host-user"));
        assertEquals(List.of(Action.HOST_USER), asks(new Request.Restart("a"), 1000, "host-user"));
        assertEquals(List.of(Action.HOST_USER), asks(EXEC, 1000, "host-user"));
        assertEquals(List.of(Action.EXEC_OTHERS, Action.HOST_USER), asks(EXEC, 1001, "host-user"));
        Request given = new Request.SetFileCapabilities("a", "/x", null);
        assertEquals(List.of(Action.HOST_USER), asks(given, 1000, "host-user"), "it gives to those inside");
        assertEquals(List.of(Action.STOP), asks(new Request.Stop("a", null), 1000, "host-user"));
    }

    @Test
    void limitsAreTheOwnersUnlessTheyGiveMore() throws Exception {
        ResourcesPatch plain = ResourcesPatch.of("{\"memory\": null, \"devices\": [\"deny c 1:8 w\"]}");
        ResourcesPatch disk = ResourcesPatch.of("{\"devices\": [\"b 8:0 rw\"], \"netClass\": 7}");
        ContainerSpec spec = ContainerSpec.of("web", List.of("true"));
        assertEquals(List.of(), Privilege.gained(spec, plain));
        assertEquals(List.of("device-b-8:0-rw", "net-class"), Privilege.gained(spec, disk));
        ContainerSpec has = spec.with(d -> {
            try {
                d.resources = disk.apply(d.resources);
            } catch (InvalidDocumentException e) {
                throw new AssertionError(e);
            }
        });
        assertEquals(List.of(), Privilege.gained(has, disk), "it has them already");
        assertTrue(Privilege.of(has, UserNamespaces.MACHINE).contains("device-b-8:0-rw"), "to make it, to start it");
        assertEquals(List.of(Action.UPDATE), asks(new Request.Update("a", plain), 1000));
        assertEquals(List.of(Action.PRIVILEGED), asks(new Request.Update("a", disk), 1000, "net-class"));
        assertEquals(List.of(Action.UPDATE_OTHERS), asks(new Request.Update("a", plain), 1001));
    }
}

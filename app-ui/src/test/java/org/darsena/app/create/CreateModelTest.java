package org.darsena.app.create;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.darsena.app.create.Draft.Limit;
import org.darsena.app.create.Draft.Limits;
import org.darsena.model.container.ContainerSpec;
import org.darsena.model.container.ProcessSpec;
import org.darsena.model.container.Security;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("window")
class CreateModelTest {
    private final CreateModel model = new CreateModel(() -> Set.of("app-1"), "host");

    @Test
    void theFirstAnswersMakeAContainer() {
        assertTrue(model.ready());
        assertEquals("app-2", model.spec().name());
        assertEquals(512L << 20, model.spec().resources().memoryBytes());
    }

    @Test
    void aSuggestedNameFollowsTheKindATypedOneStays() {
        Draft d = model.draft().get();
        model.answer(d.with(d.basics().kind(ContainerSpec.Kind.SYSTEM)));
        assertEquals("system-1", model.draft().get().basics().name());
        Draft typed = model.draft().get();
        model.answer(typed.with(typed.basics().name("mine")));
        Draft again = model.draft().get();
        model.answer(again.with(again.basics().kind(ContainerSpec.Kind.APPLICATION)));
        assertEquals("mine", model.draft().get().basics().name());
    }

    @Test
    void aSystemBootsItsInitAnApplicationHasACommand() {
        Draft d = model.draft().get();
        model.answer(d.with(d.basics().kind(ContainerSpec.Kind.SYSTEM)));
        ContainerSpec system = model.spec();
        assertEquals(ProcessSpec.INIT, system.process());
        assertEquals(Security.SYSTEM, system.security());
        assertEquals(ContainerSpec.Root.WRITABLE, system.root());
        assertTrue(model.ready());
        Draft back = model.draft().get();
        model.answer(back.with(back.basics().kind(ContainerSpec.Kind.APPLICATION)));
        assertEquals(d, model.draft().get(), "as it was");
        model.answer(d.with(d.basics().command("")));
        assertFalse(model.ready(), "an application without a command");
    }

    @Test
    void whatIsWrongIsSaidAtItsStep() {
        Draft d = model.draft().get();
        model.answer(d.with(d.basics().name("a/b").command("sh -c 'x"))
                .with(new Limits(
                        new Limit(true, "lots"),
                        new Limit(false, "?"),
                        d.limits().pids())));
        assertFalse(model.ready());
        List<Step> steps = model.complaints().stream()
                .map(CreateModel.Complaint::step)
                .distinct()
                .sorted()
                .toList();
        assertEquals(List.of(Step.KIND, Step.RESOURCES), steps);
    }

    @Test
    void commandsAreSplitAsAShellWould() {
        assertEquals(List.of("sh", "-c", "echo \"a b\"", ""), CommandLine.split("sh -c 'echo \"a b\"' \"\""));
        assertNull(CommandLine.split("sh -c 'x"));
        assertEquals(1536L << 20, Quantity.bytes("1,5 GiB").orElseThrow());
        assertTrue(Quantity.bytes("lots").isEmpty());
    }
}

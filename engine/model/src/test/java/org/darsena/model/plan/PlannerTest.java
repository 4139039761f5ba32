package org.darsena.model.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.darsena.model.Docs;
import org.darsena.model.container.Capability;
import org.darsena.model.container.ContainerSpec;
import org.darsena.model.container.Namespace;
import org.darsena.model.json.SpecReader;
import org.darsena.model.plan.Facts.Bind;
import org.darsena.model.plan.Facts.CgroupTree;
import org.darsena.model.plan.Facts.IdRange;
import org.darsena.model.plan.Facts.Wire;
import org.darsena.model.plan.PlanStep.*;
import org.junit.jupiter.api.Test;

class PlannerTest {
    private static final Facts FACTS = new Facts(
            "0123456789ab",
            List.of(
                    new CgroupTree("/sys/fs/cgroup/memory", Set.of("memory"), false),
                    new CgroupTree("/sys/fs/cgroup/pids", Set.of("pids"), false)),
            "darsena",
            List.of("/var/lib/darsena/images/host/1"),
            List.of(new Bind("/usr", "/usr", true, true)),
            "/var/lib/darsena/containers/0123456789ab",
            new IdRange(500_131_072L, 65_536),
            Map.of(),
            Map.of("eth0", new Wire("dar0123456701", "darb0", List.of("10.213.0.7/22"), "10.213.0.1")),
            EnumSet.complementOf(EnumSet.of(Capability.SYS_RESOURCE)),
            1266);

    private static ContainerSpec spec(String... changes) throws Exception {
        return SpecReader.read(Docs.with(Docs.SPEC, changes));
    }

    private static List<String> kinds(ContainerPlan plan) {
        return plan.steps().stream()
                .map(s -> s.getClass().getSimpleName())
                .distinct()
                .toList();
    }

    @Test
    void aDefaultContainersStepsInOrder() throws Exception {
        var plan = Planner.plan(spec(), FACTS);
        assertEquals(
                List.of(
                        "MakeCgroup",
                        "SetLimit",
                        "MakeNamespaces",
                        "MapIds",
                        "LayRoot",
                        "BindTree",
                        "AttachCgroup",
                        "ChangeRoot",
                        "MountKernel",
                        "MakeDevices",
                        "MaskPaths",
                        "ReadOnlyPaths",
                        "SetHostname",
                        "LinkUp",
                        "NewNamespace",
                        "PlugLink",
                        "AddAddress",
                        "AddRoute",
                        "LimitCapabilities",
                        "NoNewPrivileges",
                        "LoadFilter",
                        "Execute"),
                kinds(plan));
        assertEquals(
                new MapIds(new IdRange(500_131_072L, 65_536)),
                plan.one(MapIds.class).orElseThrow());
        assertEquals(
                List.of("/sys/fs/cgroup/memory/darsena/0123456789ab", "/sys/fs/cgroup/pids/darsena/0123456789ab"),
                plan.one(AttachCgroup.class).orElseThrow().folders());
        assertEquals(List.of(new AddAddress("eth0", "10.213.0.7/22")), plan.all(AddAddress.class));
        assertEquals(List.of(new AddRoute("default", "10.213.0.1")), plan.all(AddRoute.class));
        assertEquals("darb0", plan.one(PlugLink.class).orElseThrow().bridge());
    }

    @Test
    void theSameInGivesTheSameOut() throws Exception {
        var changes = new String[] {
            "/labels",
            "{\"b\":\"1\",\"a\":\"2\"}",
            "/sysctls",
            "{\"net.b\":\"1\",\"net.a\":\"2\"}",
            "/process/env",
            "{\"B\":\"1\",\"A\":\"2\"}"
        };
        assertEquals(Planner.plan(spec(changes), FACTS), Planner.plan(spec(changes), FACTS));
        assertEquals(
                List.of("net.b", "net.a"),
                Planner.plan(spec(changes), FACTS).all(SetSysctl.class).stream()
                        .map(SetSysctl::key)
                        .toList());
    }

    /// It would be rooted wrongly as a clone flag.
    @Test
    void theCgroupNamespaceComesAfterTheAttach() throws Exception {
        var plan = Planner.plan(
                spec("/namespaces", "[\"mount\",\"uts\",\"ipc\",\"pid\",\"net\",\"cgroup\",\"user\",\"time\"]"), FACTS);
        var made = plan.one(MakeNamespaces.class).orElseThrow().namespaces();
        assertFalse(made.contains(Namespace.CGROUP));
        assertTrue(made.contains(Namespace.TIME));
        int attach = kinds(plan).indexOf("AttachCgroup");
        assertTrue(attach >= 0 && kinds(plan).indexOf("NewNamespace") > attach);
        assertEquals(List.of(new NewNamespace(Namespace.CGROUP)), plan.all(NewNamespace.class));
        assertTrue(plan.all(MountKernel.class).stream().noneMatch(m -> m.type().equals("cgroup2")));
    }

    @Test
    void itsOwnCgroupsAreShownOnVersion2Only() throws Exception {
        var plan = Planner.plan(spec(), Facts.preview("web", "host"));
        assertTrue(plan.all(MountKernel.class).contains(Surroundings.CGROUP2));
    }

    @Test
    void sysctlsAreSetWhenTheCardsAreThere() throws Exception {
        String one = "{\"net/ipv4/conf/eth0/rp_filter\":\"0\"}";
        var wired = kinds(Planner.plan(spec("/sysctls", one), FACTS));
        assertTrue(wired.indexOf("SetSysctl") > wired.indexOf("PlugLink"));
        var bare = kinds(Planner.plan(spec("/sysctls", one, "/networks", "[]"), FACTS));
        assertTrue(bare.indexOf("SetSysctl") < bare.indexOf("ReadOnlyPaths"));
    }

    @Test
    void withoutAUserNamespaceNothingIsMappedOrShifted() throws Exception {
        var plan = Planner.plan(spec("/namespaces", "[\"mount\",\"uts\",\"ipc\",\"pid\",\"net\",\"cgroup\"]"), FACTS);
        assertTrue(plan.one(MapIds.class).isEmpty());
        assertFalse(plan.one(LayRoot.class).orElseThrow().shifted());
        assertEquals(List.of(new BindTree("/usr", "/usr", true, false)), plan.all(BindTree.class));
    }

    @Test
    void withoutANetworkNamespaceTheHostsIsLeftAlone() throws Exception {
        var plan = Planner.plan(
                spec("/namespaces", "[\"mount\",\"uts\",\"ipc\",\"pid\",\"user\"]", "/networks", "[]"), FACTS);
        for (var kind : List.of(PlugLink.class, LinkUp.class, SetSysctl.class)) {
            assertTrue(plan.all(kind).isEmpty(), kind.getSimpleName());
        }
        assertTrue(plan.all(MountKernel.class).stream().noneMatch(m -> m.type().equals("sysfs")));
        assertTrue(plan.one(MaskPaths.class).orElseThrow().paths().stream().noneMatch(p -> p.startsWith("/sys")));
        assertEquals(List.of(), plan.one(ReadOnlyPaths.class).orElseThrow().writableBelow());
    }

    @Test
    void aLabsNodeJoinsWhatIsPinnedAndMakesTheRest() throws Exception {
        var pinned = FACTS.pinned(Map.of(Namespace.USER, "/run/u", Namespace.NET, "/run/n"));
        var plan = Planner.plan(spec("/networks", "[]"), pinned);
        assertEquals(
                Map.of(Namespace.USER, "/run/u", Namespace.NET, "/run/n"),
                plan.one(JoinNamespaces.class).orElseThrow().files());
        assertEquals(
                EnumSet.of(Namespace.MOUNT, Namespace.UTS, Namespace.IPC, Namespace.PID),
                plan.one(MakeNamespaces.class).orElseThrow().namespaces());
        assertTrue(plan.one(MapIds.class).isEmpty());
        assertTrue(plan.all(PlugLink.class).isEmpty());
    }

    @Test
    void whatTheMachineCannotGiveIsNotKept() throws Exception {
        var plan = Planner.plan(spec("/security", "{\"capAdd\":[\"all\"]}"), FACTS);
        var step = plan.one(LimitCapabilities.class).orElseThrow();
        assertEquals(40, step.sets().bounding().size());
        assertEquals(Set.of(Capability.SYS_RESOURCE), step.drop());
    }

    @Test
    void whatIsOffIsLeftOut() throws Exception {
        var plan = Planner.plan(spec("/security", "{\"noNewPrivileges\":false,\"seccomp\":\"unconfined\"}"), FACTS);
        assertTrue(plan.one(NoNewPrivileges.class).isEmpty());
        assertTrue(plan.one(LoadFilter.class).isEmpty());
    }

    @Test
    void anotherUserIsTakenOnBeforeRightsAreGivenUp() throws Exception {
        var plan = Planner.plan(spec("/process/uid", "33"), FACTS);
        assertTrue(kinds(plan).indexOf("SetUser") < kinds(plan).indexOf("LimitCapabilities"));
        assertEquals(new SetUser(33, 0), plan.one(SetUser.class).orElseThrow());
    }

    @Test
    void aMachineWithoutCgroupsStillStartsIt() throws Exception {
        Facts bare = new Facts(
                "c",
                List.of(),
                "darsena",
                FACTS.layers(),
                FACTS.folder(),
                FACTS.ids(),
                Map.of(),
                Map.of(),
                FACTS.capabilities(),
                0);
        var plan = Planner.plan(spec(), bare);
        assertTrue(plan.one(MakeCgroup.class).isEmpty());
        assertTrue(plan.one(AttachCgroup.class).isEmpty());
        assertTrue(plan.one(Execute.class).isPresent());
    }

    /// Strict mode stands where the filter would, last before the program: after it nothing else could be done.
    @Test
    void strictModeComesLast() throws Exception {
        var plan = Planner.plan(spec("/security", "{\"seccomp\":\"strict\"}"), FACTS);
        assertTrue(plan.one(LoadFilter.class).isEmpty());
        assertInstanceOf(
                PlanStep.EnterStrict.class, plan.steps().get(plan.steps().size() - 2));
    }
}

package org.darsena.model.cgroup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Set;
import org.darsena.model.cgroup.Forest.Outcome;
import org.darsena.model.cgroup.Forest.Tree;
import org.junit.jupiter.api.Test;

class ForestTest {
    private static final Tree CPU = new Tree(1, Set.of("cpu", "cpuacct"), "", false);
    private static final Tree MEMORY = new Tree(2, Set.of("memory"), "", false);
    private static final Tree UNIFIED = new Tree(0, Set.of("io"), "", true);
    private static final Forest FOREST =
            new Forest(List.of(CPU, MEMORY, UNIFIED), Set.of("cpu", "cpuacct", "memory", "io", "net_cls", "net_prio"));

    @Test
    void oneHierarchyCarriesSeveralSubsystems() {
        Outcome.Made made = assertInstanceOf(Outcome.Made.class, FOREST.mount(Set.of("net_cls", "net_prio")));
        assertEquals("net_cls,net_prio", made.tree().title());
        assertEquals(made.tree(), made.forest().holder("net_cls").orElseThrow());
        assertEquals(made.tree(), made.forest().holder("net_prio").orElseThrow());
        assertEquals(Set.of("net_cls", "net_prio"), FOREST.free());
        assertEquals(Set.of(), made.forest().free());
    }

    @Test
    void anAttachedSubsystemDoesNotJoinOthers() {
        assertEquals(new Outcome.Refused("cpu", CPU), FOREST.mount(Set.of("cpu")));
        assertEquals(new Outcome.Refused("cpu", CPU), FOREST.mount(Set.of("cpu", "memory")));
        assertEquals(new Outcome.Refused("memory", MEMORY), FOREST.mount(Set.of("memory", "net_cls")));
        assertEquals(new Outcome.Refused("io", UNIFIED), FOREST.mount(Set.of("io")));
        assertEquals(new Outcome.Same(MEMORY), FOREST.mount(Set.of("memory")), "the same hierarchy, seen once more");
        assertEquals(new Outcome.Same(CPU), FOREST.mount(Set.of("cpuacct", "cpu")));
        assertEquals(new Outcome.Unknown("rdma"), FOREST.mount(Set.of("rdma")));
    }

    @Test
    void aTaskIsInOneGroupOfEachAndItsChildrenBeginThere() {
        Tasks tasks = Tasks.first(FOREST, 1).move(1, MEMORY, "/a").fork(1, 2);
        assertEquals("/a", tasks.group(2, MEMORY));
        assertEquals("/", tasks.group(2, CPU));
        Tasks apart = tasks.move(2, MEMORY, "/b");
        assertEquals("/b", apart.group(2, MEMORY), "not in /a any more");
        assertEquals("/a", apart.group(1, MEMORY), "its parent stays");
        assertEquals("/", apart.group(2, CPU), "in the other hierarchies it stays too");
        assertThrows(IllegalArgumentException.class, () -> tasks.fork(1, 2));
        assertThrows(IllegalArgumentException.class, () -> tasks.group(3, MEMORY));
    }
}

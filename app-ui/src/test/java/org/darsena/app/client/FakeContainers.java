package org.darsena.app.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.darsena.model.container.ContainerSpec;
import org.darsena.model.container.ContainerState;
import org.darsena.model.container.LimitHits;
import org.darsena.model.container.Resources;

/// Made-up containers, the same each time.
final class FakeContainers {
    /// 2026-01-05T09:00:00Z; the fake clock begins here.
    static final long START = 1_767_603_600_000L;

    private static final List<String> NAMES = List.of(
            "web", "postgres", "balancer", "backend-a", "backend-b", "build-ci", "mail", "dns", "cache", "metrics");

    private FakeContainers() {}

    static List<ContainerView> make(int count) {
        var all = new ArrayList<ContainerView>(count);
        for (int i = 0; i < count; i++) {
            all.add(one(i));
        }
        return all;
    }

    private static ContainerView one(int i) {
        String name = NAMES.get(i % NAMES.size()) + (i < NAMES.size() ? "" : "-%02d".formatted(i / NAMES.size()));
        ContainerState state =
                i % 7 == 4 ? ContainerState.STOPPED : i % 11 == 6 ? ContainerState.FROZEN : ContainerState.RUNNING;
        boolean stopped = state == ContainerState.STOPPED;
        boolean killed = stopped && i % 2 == 0;
        return new ContainerView(
                "%012x".formatted(0x5a0000000000L + i * 7919L),
                name,
                1000 + i % 3,
                List.of("ana", "luis", "eva").get(i % 3),
                state,
                i % 4 == 0 ? "system" : "application",
                "host",
                stopped ? 0 : 20_000 + i * 13,
                START - 86_400_000L + i * 1000L,
                stopped ? 0 : START - (i + 1) * 60_000L,
                killed ? 137 : stopped ? 0 : -1,
                killed ? "oom" : "",
                List.of("10.213.%d.%d/22".formatted(i / 250, 2 + i % 250)),
                "",
                "",
                (64L << 20) << i % 4,
                i % 3 == 0 ? 0 : 0.5 * (i % 3),
                64L << i % 3,
                i % 5 == 0 ? Map.of("team", "web") : Map.of(),
                LimitHits.NONE);
    }

    static ContainerView of(ContainerSpec spec, String id, long now) {
        Resources limits = spec.resources();
        return new ContainerView(
                id,
                spec.name(),
                1000,
                "ana",
                ContainerState.STOPPED,
                spec.kind().name().toLowerCase(Locale.ROOT),
                spec.image(),
                0,
                now,
                0,
                -1,
                "",
                List.of(),
                "",
                "",
                limits.memoryBytes() == null ? 0 : limits.memoryBytes(),
                limits.cpus() == null ? 0 : limits.cpus(),
                limits.pids() == null ? 0 : limits.pids(),
                spec.labels(),
                LimitHits.NONE);
    }

    static ContainerView node(String id, String name, String labId, String nodeName, long now) {
        return new ContainerView(
                id,
                name,
                1000,
                "ana",
                ContainerState.RUNNING,
                "system",
                "host",
                30_000 + Math.abs(name.hashCode() % 1000),
                now,
                now,
                -1,
                "",
                List.of(),
                labId,
                nodeName,
                128L << 20,
                1.0,
                128,
                Map.of(),
                LimitHits.NONE);
    }

    static ContainerView in(ContainerView c, ContainerState state, long now, int exitCode, String reason) {
        boolean runs = state == ContainerState.RUNNING || state == ContainerState.FROZEN;
        return new ContainerView(
                c.id(),
                c.name(),
                c.owner(),
                c.ownerName(),
                state,
                c.kind(),
                c.image(),
                runs ? Math.max(c.pid(), 20_001) : 0,
                c.created(),
                runs ? (c.started() == 0 ? now : c.started()) : 0,
                runs ? -1 : exitCode,
                reason,
                c.addresses(),
                c.lab(),
                c.node(),
                c.memoryLimit(),
                c.cpuLimit(),
                c.pidsLimit(),
                c.labels(),
                c.hits());
    }

    /// The step that such a job shows.
    static String step(Helper.Action action) {
        return switch (action) {
            case START, RESTART -> "start.process";
            case DELETE -> "delete.files";
            default -> "";
        };
    }

    static ContainerView after(ContainerView c, Helper.Action action, long now) {
        return switch (action) {
            case START, RESTART, THAW -> in(c, ContainerState.RUNNING, now, -1, "");
            case STOP -> in(c, ContainerState.STOPPED, now, 143, "signal");
            case KILL -> in(c, ContainerState.STOPPED, now, 137, "signal");
            case FREEZE -> in(c, ContainerState.FROZEN, now, -1, "");
            case DELETE -> in(c, ContainerState.DELETING, now, -1, "");
        };
    }
}

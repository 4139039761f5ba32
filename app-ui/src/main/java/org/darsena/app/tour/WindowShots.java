package org.darsena.app.tour;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;
import org.darsena.app.client.Helper;
import org.darsena.app.client.LabView;
import org.darsena.app.shell.Visit;
import org.darsena.app.theme.Theme;
import org.darsena.model.lab.Node;

/// Opens the real window, has the lab do something, and photographs what the window shows of it.
final class WindowShots implements Shots {
    private static final double WIDTH = 1440;
    private static final double HEIGHT = 900;
    private static final int TRAFFIC_SECONDS = 20;
    /// Ticks of figures before the first picture, so that graphs show something.
    private static final int CONTAINER_TICKS = 16;

    private static final int TOPOLOGY_TICKS = 5;
    private static final long LIMIT_SECONDS = 90;
    private static final long POLL_MILLIS = 100;

    private final Helper helper;
    private final Locale locale;

    WindowShots(Helper helper, Locale locale) {
        this.helper = helper;
        this.locale = locale;
    }

    @Override
    public List<Path> take(LabView lab, Path folder) throws Exception {
        Files.createDirectories(folder);
        var started = new CountDownLatch(1);
        Platform.startup(started::countDown);
        started.await();
        Platform.setImplicitExit(false);
        try {
            Visit visit = onFx(() -> new Visit(helper, locale, WIDTH, HEIGHT));
            try {
                return photograph(visit, lab, folder);
            } finally {
                onFx(() -> {
                    visit.close();
                    return true;
                });
            }
        } finally {
            Platform.exit();
        }
    }

    private List<Path> photograph(Visit visit, LabView lab, Path folder) throws Exception {
        List<Path> files = new ArrayList<>();
        // the window tries the checks itself, so that it shows them and the neighbourhoods they tell of
        act(() -> visit.openLab(lab.id(), of(lab, Node.Kind.FIREWALL)));
        act(visit::check);
        try (Traffic _ = Traffic.start(helper, lab, TRAFFIC_SECONDS)) {
            waitFor(() -> !onFx(visit::busy));
            act(() -> visit.openContainer(lab.nodes().getOrDefault(of(lab, Node.Kind.SERVER), "")));
            ticks(CONTAINER_TICKS);
            both(visit, folder, "containers", files);
        }
        try (Traffic _ = Traffic.start(helper, lab, TRAFFIC_SECONDS)) {
            act(() -> visit.openLab(lab.id(), of(lab, Node.Kind.FIREWALL)));
            ticks(TOPOLOGY_TICKS);
            both(visit, folder, "topology", files);
        }
        return files;
    }

    private static void both(Visit visit, Path folder, String what, List<Path> files) throws Exception {
        for (Theme theme : List.of(Theme.DARK, Theme.LIGHT)) {
            Path file = folder.resolve(what + "-" + theme.name().toLowerCase(Locale.ROOT) + ".png");
            act(() -> visit.theme(theme));
            act(() -> {}); // a frame passes, in which all takes the new look
            onFx(() -> {
                visit.write(file);
                return true;
            });
            files.add(file);
        }
    }

    /// The first node of a kind, else the first of all.
    private static String of(LabView lab, Node.Kind kind) {
        return lab.document().nodes().stream()
                .filter(n -> n.kind() == kind)
                .findFirst()
                .orElse(lab.document().nodes().getFirst())
                .name();
    }

    /// Waits until figures have come in this often.
    private void ticks(int count) throws Exception {
        var left = new CountDownLatch(count);
        try (AutoCloseable _ = helper.watch(tick -> left.countDown())) {
            if (!left.await(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the helper sends no figures");
            }
        }
    }

    private static void waitFor(Callable<Boolean> wanted) throws Exception {
        long end = System.nanoTime() + Duration.ofSeconds(LIMIT_SECONDS).toNanos();
        while (!wanted.call()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("the window did not get done within " + LIMIT_SECONDS + " s");
            }
            Thread.sleep(POLL_MILLIS);
        }
    }

    private static void act(Runnable work) throws Exception {
        onFx(() -> {
            work.run();
            return true;
        });
    }

    private static <T> T onFx(Callable<T> work) throws Exception {
        var result = new CompletableFuture<T>();
        Platform.runLater(() -> {
            try {
                result.complete(work.call());
            } catch (Exception | Error e) {
                result.completeExceptionally(e);
            }
        });
        return result.get(LIMIT_SECONDS, TimeUnit.SECONDS);
    }
}

package org.darsena.runtime.container;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.darsena.runtime.ContainerInfo;
import org.darsena.runtime.Engine.Listener;
import org.darsena.runtime.LabInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells listeners of changes, from one thread, in the order in which they were told here. A listener that
/// fails or is slow delays others but loses nothing.
public final class Events implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Events.class);

    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private final LinkedBlockingQueue<Consumer<Listener>> queue = new LinkedBlockingQueue<>();
    private final Thread thread;
    private volatile boolean closed;

    public Events() {
        thread = Thread.ofPlatform().name("darsena-events").daemon().start(this::run);
    }

    public AutoCloseable listen(Listener listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    public void container(ContainerInfo now) {
        queue.add(l -> l.container(now));
    }

    public void containerGone(String id) {
        queue.add(l -> l.containerGone(id));
    }

    public void lab(LabInfo now) {
        queue.add(l -> l.lab(now));
    }

    public void labGone(String id) {
        queue.add(l -> l.labGone(id));
    }

    private void run() {
        while (!closed) {
            try {
                Consumer<Listener> event = queue.take();
                listeners.forEach(l -> tell(event, l));
            } catch (InterruptedException e) {
                return; // close()
            }
        }
    }

    private static void tell(Consumer<Listener> event, Listener listener) {
        try {
            event.accept(listener);
        } catch (RuntimeException e) {
            LOG.error("a listener failed", e);
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}

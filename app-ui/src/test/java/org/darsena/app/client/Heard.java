package org.darsena.app.client;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Writes down what a helper tells.
final class Heard implements Helper.Listener {
    final List<String> all = new CopyOnWriteArrayList<>();

    @Override
    public void connection(Helper.Connection now) {
        HelperException why = now.why();
        all.add("connection " + (now.connected() ? "up" : why == null ? "sought" : why.error()));
    }

    @Override
    public void container(ContainerView now) {
        all.add(now.name() + " " + now.state());
    }

    @Override
    public void containerGone(String id) {
        all.add(id + " gone");
    }
}

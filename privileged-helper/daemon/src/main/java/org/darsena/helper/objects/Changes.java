package org.darsena.helper.objects;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.darsena.api.Names;
import org.darsena.runtime.ContainerInfo;
import org.darsena.runtime.Engine;
import org.darsena.runtime.LabInfo;
import org.freedesktop.dbus.types.Variant;

/// Changes of containers and labs → signals to those subscribers who may see them.
///
/// Threads: called by the engine from one thread, in order.
final class Changes implements Engine.Listener {
    static final String CONTAINER = "org.darsena.Helper1.Container";
    static final String LAB = "org.darsena.Helper1.Lab";
    static final String OBJECT_MANAGER = "org.freedesktop.DBus.ObjectManager";
    static final String PROPERTIES = "org.freedesktop.DBus.Properties";

    private final Map<String, Known> known = new ConcurrentHashMap<>();
    private final Subscribers subscribers;
    private final Props props;

    /// What was last told of an object.
    private record Known(int owner, Map<String, Variant<?>> props) {}

    Changes(Subscribers subscribers, Props props) {
        this.subscribers = subscribers;
        this.props = props;
    }

    @Override
    public void container(ContainerInfo now) {
        told(Names.CONTAINERS + now.id(), CONTAINER, now.owner(), props.of(now));
    }

    @Override
    public void containerGone(String id) {
        gone(Names.CONTAINERS + id, CONTAINER);
    }

    @Override
    public void lab(LabInfo now) {
        told(Names.LABS + now.id(), LAB, now.owner(), props.of(now));
    }

    @Override
    public void labGone(String id) {
        gone(Names.LABS + id, LAB);
    }

    private void told(String path, String iface, int owner, Map<String, Variant<?>> now) {
        Known before = known.put(path, new Known(owner, now));
        if (before == null) {
            subscribers.tell(
                    owner,
                    Names.ROOT,
                    OBJECT_MANAGER,
                    "InterfacesAdded",
                    "oa{sa{sv}}",
                    path,
                    Map.of(iface, now, PROPERTIES, Map.of()));
            return;
        }
        Map<String, Variant<?>> changed = new LinkedHashMap<>();
        now.forEach((name, value) -> {
            if (!value.equals(before.props().get(name))) {
                changed.put(name, value);
            }
        });
        if (!changed.isEmpty()) {
            subscribers.tell(owner, path, PROPERTIES, "PropertiesChanged", "sa{sv}as", iface, changed, List.of());
        }
    }

    private void gone(String path, String iface) {
        Known before = known.remove(path);
        if (before != null) {
            subscribers.tell(
                    before.owner(),
                    Names.ROOT,
                    OBJECT_MANAGER,
                    "InterfacesRemoved",
                    "oas",
                    path,
                    List.of(iface, PROPERTIES));
        }
    }

    /// What is there when the helper starts. Changes heard of meanwhile are newer, and stay.
    void remember(Engine engine) {
        engine.containers()
                .forEach(info ->
                        known.putIfAbsent(Names.CONTAINERS + info.id(), new Known(info.owner(), props.of(info))));
        engine.labs()
                .forEach(info -> known.putIfAbsent(Names.LABS + info.id(), new Known(info.owner(), props.of(info))));
    }
}

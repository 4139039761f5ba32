package org.darsena.app.client;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What the helper shows, kept up to date. Written by one thread, which also tells the listeners; read by
/// any.
final class LiveView {
    private static final Comparator<ContainerView> BY_AGE =
            Comparator.comparingLong(ContainerView::created).thenComparing(ContainerView::id);
    private static final Comparator<LabView> LABS_BY_AGE =
            Comparator.comparingLong(LabView::started).thenComparing(LabView::id);

    private final Listeners<Helper.Listener> listeners;
    private final Map<String, ContainerView> containers = new HashMap<>();
    private final Map<String, LabView> labs = new HashMap<>();
    private volatile List<ContainerView> containerList = List.of();
    private volatile List<LabView> labList = List.of();

    LiveView(Listeners<Helper.Listener> listeners) {
        this.listeners = listeners;
    }

    /// Oldest first.
    List<ContainerView> containers() {
        return containerList;
    }

    /// Oldest first.
    List<LabView> labs() {
        return labList;
    }

    void put(ContainerView now) {
        if (!now.equals(containers.put(now.id(), now))) {
            containerList = sorted(containers, BY_AGE);
            listeners.tell(l -> l.container(now));
        }
    }

    void put(LabView now) {
        if (!now.equals(labs.put(now.id(), now))) {
            labList = sorted(labs, LABS_BY_AGE);
            listeners.tell(l -> l.lab(now));
        }
    }

    void removeContainer(String id) {
        if (containers.remove(id) != null) {
            containerList = sorted(containers, BY_AGE);
            listeners.tell(l -> l.containerGone(id));
        }
    }

    void removeLab(String id) {
        if (labs.remove(id) != null) {
            labList = sorted(labs, LABS_BY_AGE);
            listeners.tell(l -> l.labGone(id));
        }
    }

    /// Takes over the whole of what there is; listeners hear the differences only. The lists change in one
    /// go, before the first listener hears.
    void replace(List<ContainerView> allContainers, List<LabView> allLabs) {
        var oldContainers = Map.copyOf(containers);
        var oldLabs = Map.copyOf(labs);
        containers.clear();
        allContainers.forEach(c -> containers.put(c.id(), c));
        labs.clear();
        allLabs.forEach(l -> labs.put(l.id(), l));
        containerList = sorted(containers, BY_AGE);
        labList = sorted(labs, LABS_BY_AGE);
        gone(oldContainers.keySet(), containers.keySet()).forEach(id -> listeners.tell(l -> l.containerGone(id)));
        gone(oldLabs.keySet(), labs.keySet()).forEach(id -> listeners.tell(l -> l.labGone(id)));
        containerList.stream()
                .filter(c -> !c.equals(oldContainers.get(c.id())))
                .forEach(c -> listeners.tell(l -> l.container(c)));
        labList.stream()
                .filter(lab -> !lab.equals(oldLabs.get(lab.id())))
                .forEach(lab -> listeners.tell(l -> l.lab(lab)));
    }

    private static Set<String> gone(Set<String> before, Set<String> now) {
        var gone = new HashSet<>(before);
        gone.removeAll(now);
        return gone;
    }

    private static <T> List<T> sorted(Map<String, T> all, Comparator<T> order) {
        var list = new ArrayList<>(all.values());
        list.sort(order);
        return List.copyOf(list);
    }
}

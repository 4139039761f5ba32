package org.darsena.app.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.darsena.app.actions.ActionIcons;
import org.darsena.app.client.ContainerView;
import org.darsena.app.client.Helper.Action;
import org.darsena.app.client.LabView;
import org.darsena.app.labs.LabsView;
import org.darsena.app.shell.FinderModel.Item;
import org.darsena.app.text.Texts;
import org.darsena.app.theme.Icon;
import org.darsena.app.theme.Theme;
import org.darsena.app.theme.Themes;

/// All that Ctrl+K can find: what can be done to what is picked, places, actions, containers, labs.
final class FinderItems {
    private final Frame frame;
    private final Texts texts;

    FinderItems(Frame frame) {
        this.frame = frame;
        this.texts = frame.texts();
    }

    List<Item> all() {
        List<Item> all = new ArrayList<>();
        picked(all);
        openLab(all);
        all.add(action(Icon.PLUS, "ui.containers.new", "Ctrl N", () -> frame.create("")));
        for (Place place : frame.places()) {
            all.add(new Item(
                    place.icon(),
                    texts.text("ui.place." + place.id()),
                    texts.text("ui.find.place"),
                    "",
                    () -> frame.go(place.id())));
        }
        boolean dark = Themes.current() == Theme.DARK;
        all.add(action(
                dark ? Icon.SUN : Icon.MOON,
                dark ? "ui.theme.light" : "ui.theme.dark",
                "",
                () -> frame.window().dark(dark ? Theme.LIGHT : Theme.DARK)));
        for (String tag : List.of("en", "es")) {
            if (!texts.locale().getLanguage().equals(tag)) {
                Locale locale = Locale.of(tag);
                all.add(action(
                        Icon.LANGUAGE,
                        "ui.language." + tag,
                        "",
                        () -> frame.window().speak(locale)));
            }
        }
        for (LabView lab : frame.live().labs()) {
            all.add(new Item(Icon.LABS, lab.name(), texts.text("ui.find.lab"), "", () -> frame.openLab(lab.id())));
        }
        frame.live().labs().stream()
                .filter(lab -> !lab.equals(frame.labs().running()))
                .forEach(lab -> running(all, lab, ""));
        for (ContainerView c : frame.live().containers()) {
            String note =
                    texts.text("ui.find.container", "state", frame.sentences().state(c.state()));
            all.add(new Item(Icon.CUBE, c.name(), note, "", () -> frame.openContainer(c.id())));
        }
        all.add(action(Icon.CLOSE, "ui.quit", "Ctrl Q", () -> frame.window().quit()));
        return all;
    }

    /// What can be done to the lab that is open; its keys work where it is seen.
    private void openLab(List<Item> all) {
        LabsView labs = frame.labs();
        boolean seen = frame.place().equals("labs");
        LabView lab = labs.running();
        if (lab != null) {
            running(all, lab, seen ? "Ctrl ." : "");
        } else if (labs.startable() && frame.live().connection().connected()) {
            String name = labs.current();
            String key = seen ? texts.text("ui.key.start") : "";
            all.add(new Item(Icon.PLAY, texts.text("ui.labs.start"), name, key, () -> inLab(name, labs::up)));
        }
    }

    private void running(List<Item> all, LabView lab, String key) {
        LabsView labs = frame.labs();
        if (!frame.live().connection().connected() || labs.busy(lab.name()) && !labs.checking(lab.name())) {
            return;
        }
        if (!lab.document().checks().isEmpty() && !labs.checking(lab.name())) {
            Runnable check = () -> inLab(lab.id(), labs::check);
            all.add(new Item(Icon.CHECK, texts.text("ui.labs.check"), lab.name(), "", check));
        }
        Runnable down = () -> inLab(lab.id(), labs::down);
        all.add(new Item(Icon.STOP, texts.text("ui.labs.stop"), lab.name(), key, down));
    }

    private void inLab(String lab, Runnable what) {
        frame.openLab(lab);
        what.run();
    }

    private void picked(List<Item> all) {
        List<ContainerView> picked =
                frame.place().equals("containers") ? frame.containers().picked() : List.of();
        if (picked.isEmpty()) {
            return;
        }
        String what =
                picked.size() == 1 ? picked.getFirst().name() : texts.text("ui.containers.size", "n", picked.size());
        if (picked.size() == 1 && frame.verbs().canOpenTerminal(picked.getFirst())) {
            String id = picked.getFirst().id();
            all.add(new Item(Icon.TERMINAL, texts.text("ui.terminal"), what, "Enter", () -> frame.openTerminal(id)));
        }
        for (Action action : Action.values()) {
            if (!frame.verbs().canSome(picked, action)) {
                continue;
            }
            boolean remove = action == Action.DELETE;
            all.add(new Item(
                    ActionIcons.of(action),
                    frame.sentences().verb(action),
                    what,
                    keys(action),
                    remove
                            ? () -> frame.removal().begin(picked)
                            : () -> frame.verbs().run(action, picked)));
        }
    }

    private String keys(Action action) {
        return switch (action) {
            case START -> texts.text("ui.key.start");
            case STOP -> "Ctrl .";
            case DELETE -> texts.text("ui.key.delete");
            default -> "";
        };
    }

    private Item action(Icon icon, String key, String keys, Runnable run) {
        return new Item(icon, texts.text(key), texts.text("ui.find.action"), keys, run);
    }
}

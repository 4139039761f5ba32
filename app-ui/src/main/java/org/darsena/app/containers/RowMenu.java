package org.darsena.app.containers;

import java.util.List;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import org.darsena.app.actions.ActionIcons;
import org.darsena.app.actions.Removal;
import org.darsena.app.actions.Verbs;
import org.darsena.app.client.ContainerView;
import org.darsena.app.client.Helper.Action;
import org.darsena.app.theme.Icon;
import org.darsena.app.theme.Icons;
import org.darsena.app.view.Context;
import org.jspecify.annotations.Nullable;

/// What can be done to what is picked, as a menu: built when it is opened, from what makes sense just then.
final class RowMenu {
    private static final List<Action> VERBS =
            List.of(Action.START, Action.STOP, Action.RESTART, Action.FREEZE, Action.THAW, Action.KILL);

    /// The keys of the two verbs that are wanted most.
    static final KeyCombination START = new KeyCodeCombination(KeyCode.ENTER, KeyCombination.SHORTCUT_DOWN);

    static final KeyCombination STOP = new KeyCodeCombination(KeyCode.PERIOD, KeyCombination.SHORTCUT_DOWN);

    private final Context context;
    private final Verbs verbs;
    private final Removal removal;

    RowMenu(Context context, Verbs verbs, Removal removal) {
        this.context = context;
        this.verbs = verbs;
        this.removal = removal;
    }

    /// Fills `menu` for these containers.
    void fill(ContextMenu menu, List<ContainerView> picked) {
        menu.getItems().clear();
        ContainerView one = picked.size() == 1 ? picked.getFirst() : null;
        if (one != null) {
            MenuItem terminal = item(Icon.TERMINAL, "ui.terminal", () -> context.openTerminal(one.id()));
            terminal.setDisable(!verbs.canOpenTerminal(one));
            terminal.setAccelerator(new KeyCodeCombination(KeyCode.ENTER));
            menu.getItems().addAll(terminal, new SeparatorMenuItem());
        }
        for (Action action : VERBS) {
            if (verbs.canSome(picked, action)) {
                MenuItem item = new MenuItem(context.sentences().verb(action), Icons.of(ActionIcons.of(action)));
                item.setAccelerator(action == Action.START ? START : action == Action.STOP ? STOP : null);
                item.setOnAction(e -> verbs.run(action, picked));
                menu.getItems().add(item);
            }
        }
        menu.getItems().add(new SeparatorMenuItem());
        copies(menu, one);
        MenuItem remove =
                new MenuItem(context.sentences().verb(Action.DELETE), Icons.of(ActionIcons.of(Action.DELETE)));
        remove.getStyleClass().add("danger");
        remove.setAccelerator(new KeyCodeCombination(KeyCode.DELETE));
        remove.setOnAction(e -> removal.begin(picked));
        remove.setDisable(!verbs.canSome(picked, Action.DELETE));
        menu.getItems().add(remove);
    }

    private void copies(ContextMenu menu, @Nullable ContainerView one) {
        if (one == null) {
            return;
        }
        menu.getItems().add(item(Icon.COPY, "ui.copy.id", () -> copy(one.id())));
        if (!one.lab().isEmpty()) {
            menu.getItems().add(item(Icon.LABS, "ui.open.lab", () -> context.openLab(one.lab())));
        }
        menu.getItems().add(new SeparatorMenuItem());
    }

    private MenuItem item(Icon icon, String key, Runnable run) {
        MenuItem item = new MenuItem(context.texts().text(key), Icons.of(icon));
        item.setOnAction(e -> run.run());
        return item;
    }

    private static void copy(String text) {
        var content = new ClipboardContent();
        content.putString(text);
        Clipboard.getSystemClipboard().setContent(content);
    }
}

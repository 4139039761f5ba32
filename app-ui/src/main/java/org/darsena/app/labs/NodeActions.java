package org.darsena.app.labs;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import org.darsena.app.actions.ActionIcons;
import org.darsena.app.actions.Verbs;
import org.darsena.app.client.ContainerView;
import org.darsena.app.client.Helper.Action;
import org.darsena.app.theme.Icon;
import org.darsena.app.theme.Icons;
import org.darsena.app.view.Context;

/// What can be done to a node of a lab that runs: the same in its menu and in the inspector.
final class NodeActions {
    /// In the order they are offered; those that make no sense now are left out.
    private static final List<Action> VERBS = List.of(Action.RESTART, Action.STOP, Action.START, Action.THAW);

    private final Context context;
    private final Verbs verbs;

    NodeActions(Context context, Verbs verbs) {
        this.context = context;
        this.verbs = verbs;
    }

    Verbs verbs() {
        return verbs;
    }

    boolean canTerminal(ContainerView node) {
        return verbs.canOpenTerminal(node);
    }

    void terminal(ContainerView node) {
        if (canTerminal(node)) {
            context.openTerminal(node.id());
        }
    }

    /// Verbs that make sense for it now.
    List<Action> possible(ContainerView node) {
        return VERBS.stream().filter(a -> verbs.can(node, a)).toList();
    }

    void run(Action action, ContainerView node) {
        verbs.run(action, List.of(node));
    }

    ContextMenu menu(ContainerView node) {
        List<MenuItem> items = new ArrayList<>();
        MenuItem terminal = item(Icon.TERMINAL, "ui.terminal", () -> terminal(node));
        terminal.setDisable(!canTerminal(node));
        items.add(terminal);
        for (Action action : possible(node)) {
            MenuItem item = new MenuItem(context.sentences().verb(action), Icons.of(ActionIcons.of(action)));
            item.setOnAction(e -> run(action, node));
            items.add(item);
        }
        items.add(new SeparatorMenuItem());
        items.add(item(Icon.CUBE, "ui.labs.open.container", () -> context.openContainer(node.id())));
        items.add(item(Icon.LOG, "ui.detail.log", () -> context.openLog(node.id())));
        var menu = new ContextMenu();
        menu.getItems().setAll(items);
        return menu;
    }

    private MenuItem item(Icon icon, String key, Runnable run) {
        MenuItem item = new MenuItem(context.texts().text(key), Icons.of(icon));
        item.setOnAction(e -> run.run());
        return item;
    }
}

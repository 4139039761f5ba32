package org.darsena.app.detail;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.Tooltip;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import org.darsena.app.actions.ActionIcons;
import org.darsena.app.actions.Removal;
import org.darsena.app.actions.Verbs;
import org.darsena.app.client.ContainerView;
import org.darsena.app.client.Helper.Action;
import org.darsena.app.theme.Icon;
import org.darsena.app.theme.Icons;
import org.darsena.app.theme.Parts;
import org.darsena.app.view.Context;
import org.darsena.model.container.ContainerState;
import org.jspecify.annotations.Nullable;

/// The buttons of one container. Which verb stands in a place changes with the state, the place and its width do not.
final class ActionRow {
    private final Context context;
    private final Verbs verbs;
    private final Removal removal;
    private final Button terminal;
    private final Button more;
    private final Map<Action, Button> buttons = new EnumMap<>(Action.class);
    private final HBox box = new HBox();
    private final ContextMenu menu = new ContextMenu();
    private @Nullable ContainerView container;

    ActionRow(Context context, Verbs verbs, Removal removal) {
        this.context = context;
        this.verbs = verbs;
        this.removal = removal;
        this.terminal = Parts.button(Icon.TERMINAL, context.texts().text("ui.terminal"));
        this.more = Parts.iconButton(Icon.MORE, context.texts().text("ui.more"));
        terminal.setId("open-terminal");
        terminal.setOnAction(e -> withContainer(c -> context.openTerminal(c.id())));
        more.setId("more");
        more.setOnAction(e -> withContainer(this::openMenu));
        Button again = Parts.iconButton(Icon.RESTART, context.sentences().verb(Action.RESTART));
        again.getStyleClass().add("edged");
        act(again, Action.RESTART);
        box.getStyleClass().add("actions");
        box.getChildren()
                .addAll(terminal, one(Action.STOP, Action.START), one(Action.FREEZE, Action.THAW), again, more);
    }

    Node node() {
        return box;
    }

    /// Where there is little room, the verbs asked for least are signs with a word on pointing.
    void narrow(boolean narrow) {
        for (Action action : List.of(Action.FREEZE, Action.THAW)) {
            Button button = button(action);
            button.setContentDisplay(narrow ? ContentDisplay.GRAPHIC_ONLY : ContentDisplay.LEFT);
            button.setTooltip(narrow ? new Tooltip(button.getText()) : null);
        }
    }

    void show(@Nullable ContainerView c) {
        container = c;
        if (c == null) {
            return;
        }
        boolean stopped = c.state() == ContainerState.STOPPED || c.state() == ContainerState.STARTING;
        boolean frozen = c.state() == ContainerState.FROZEN;
        buttons.forEach((action, button) -> button.setDisable(!verbs.can(c, action)));
        see(Action.START, stopped);
        see(Action.STOP, !stopped);
        see(Action.THAW, frozen);
        see(Action.FREEZE, !frozen);
        if (stopped) {
            button(Action.RESTART).setDisable(true);
        }
        terminal.setDisable(!verbs.canOpenTerminal(c));
    }

    /// Two verbs in one place, as wide as the wider.
    private Node one(Action first, Action second) {
        return new StackPane(act(Parts.button(null, ""), first), act(Parts.button(null, ""), second));
    }

    private Button act(Button button, Action action) {
        if (button.getGraphic() == null) {
            button.setText(context.sentences().verb(action));
            button.setGraphic(Icons.of(ActionIcons.of(action)));
            button.setMaxWidth(Double.MAX_VALUE);
        }
        button.setId("verb-" + action.name().toLowerCase(Locale.ROOT));
        button.setOnAction(e -> withContainer(now -> verbs.run(action, List.of(now))));
        buttons.put(action, button);
        return button;
    }

    private void see(Action action, boolean on) {
        button(action).setVisible(on);
    }

    private Button button(Action action) {
        return Objects.requireNonNull(buttons.get(action));
    }

    private void openMenu(ContainerView c) {
        menu.getItems().clear();
        if (verbs.can(c, Action.KILL)) {
            add(Icon.KILL, context.sentences().verb(Action.KILL), () -> verbs.run(Action.KILL, List.of(c)));
            menu.getItems().add(new SeparatorMenuItem());
        }
        add(Icon.COPY, context.texts().text("ui.copy.id"), () -> copy(c.id()));
        if (!c.lab().isEmpty()) {
            add(Icon.LABS, context.texts().text("ui.open.lab"), () -> context.openLab(c.lab()));
        }
        menu.getItems().add(new SeparatorMenuItem());
        MenuItem remove = add(Icon.TRASH, context.sentences().verb(Action.DELETE), () -> removal.begin(List.of(c)));
        remove.getStyleClass().add("danger");
        remove.setDisable(!verbs.can(c, Action.DELETE));
        menu.show(more, javafx.geometry.Side.BOTTOM, 0, 4);
    }

    private MenuItem add(Icon icon, String words, Runnable run) {
        MenuItem item = new MenuItem(words, Icons.of(icon));
        item.setOnAction(e -> run.run());
        menu.getItems().add(item);
        return item;
    }

    private static void copy(String text) {
        var content = new ClipboardContent();
        content.putString(text);
        Clipboard.getSystemClipboard().setContent(content);
    }

    private void withContainer(java.util.function.Consumer<ContainerView> run) {
        ContainerView c = container == null ? null : context.live().container(container.id());
        if (c != null) {
            run.accept(c);
        }
    }
}

package org.darsena.app.containers;

import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import org.darsena.app.actions.ActionIcons;
import org.darsena.app.actions.Removal;
import org.darsena.app.actions.Verbs;
import org.darsena.app.client.ContainerView;
import org.darsena.app.client.Helper.Action;
import org.darsena.app.theme.Icon;
import org.darsena.app.theme.Parts;
import org.darsena.app.view.Context;

/// What can be done to several containers at once. It stands where the filters stand, so that nothing moves.
final class BulkBar {
    private static final List<Action> VERBS = List.of(Action.START, Action.STOP, Action.FREEZE, Action.THAW);

    private final Context context;
    private final Verbs verbs;
    private final Label count = Parts.label("", "strong");
    private final List<Button> buttons;
    private final HBox box = new HBox(6);
    private List<ContainerView> picked = List.of();

    /// @param away drops the selection
    BulkBar(Context context, Verbs verbs, Removal removal, Runnable away) {
        this.context = context;
        this.verbs = verbs;
        this.buttons = VERBS.stream().map(this::button).toList();
        Button remove =
                Parts.danger(ActionIcons.of(Action.DELETE), context.sentences().verb(Action.DELETE));
        remove.setId("bulk-delete");
        remove.setOnAction(e -> removal.begin(picked));
        Button close = Parts.iconButton(Icon.CLOSE, context.texts().text("ui.pick.none"));
        close.setOnAction(e -> away.run());
        box.setAlignment(javafx.geometry.Pos.CENTER_RIGHT);
        box.setId("bulk");
        count.setMinWidth(javafx.scene.layout.Region.USE_PREF_SIZE);
        HBox.setMargin(count, new javafx.geometry.Insets(0, 6, 0, 0));
        box.getChildren().add(count);
        box.getChildren().addAll(buttons);
        box.getChildren().addAll(remove, close);
    }

    Node node() {
        return box;
    }

    void show(List<ContainerView> next) {
        picked = next;
        count.setText(context.texts().text("ui.picked", "n", next.size()));
        for (int i = 0; i < VERBS.size(); i++) {
            buttons.get(i).setDisable(!verbs.canSome(next, VERBS.get(i)));
        }
    }

    private Button button(Action action) {
        boolean cold = action == Action.FREEZE || action == Action.THAW;
        String words = context.sentences().verb(action);
        Button button =
                cold ? Parts.iconButton(ActionIcons.of(action), words) : Parts.button(ActionIcons.of(action), words);
        button.getStyleClass().add("edged");
        button.setId("bulk-" + action.name().toLowerCase(java.util.Locale.ROOT));
        button.setOnAction(e -> verbs.run(action, picked));
        return button;
    }
}

package org.darsena.app.detail;

import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.VBox;
import org.darsena.app.client.ContainerView;
import org.darsena.app.text.Amounts;
import org.darsena.app.theme.Parts;
import org.darsena.app.view.Column;
import org.darsena.app.view.Context;
import org.darsena.app.view.Figures;
import org.darsena.app.view.LiveState;

/// Several containers in sum.
final class PickedPane {
    private final Context context;
    private final Amounts amounts;
    private final Label title = Parts.label("", "title");
    private final Label names = Parts.wrapped("", "mute");
    private final GridPane sums = new GridPane();
    private final VBox box;
    private List<ContainerView> picked = List.of();

    PickedPane(Context context) {
        this.context = context;
        this.amounts = new Amounts(context.texts().locale());
        sums.setHgap(16);
        sums.setVgap(8);
        VBox body = new VBox(names, sums);
        body.getStyleClass().add("detail-body");
        var head = Parts.row(8, title);
        head.getStyleClass().add("detail-head");
        box = new VBox(head, body);
    }

    Node node() {
        return box;
    }

    void show(List<ContainerView> next) {
        picked = next;
        title.setText(context.texts().text("ui.picked", "n", next.size()));
        String some = String.join(
                ", ", next.stream().limit(30).map(ContainerView::name).toList());
        names.setText(next.size() > 30 ? some + " …" : some);
        figures();
    }

    void figures() {
        LiveState live = context.live();
        sums.getChildren().clear();
        row(0, "cpu", amounts.cpu(sum(live, Column.CPU)).toString());
        row(1, "memory", amounts.bytes(sum(live, Column.MEMORY)).toString());
        row(
                2,
                "network",
                amounts.rate(sum(live, Column.RECEIVED) + sum(live, Column.SENT))
                        .toString());
        row(3, "pids", Figures.grouped(Math.round(sum(live, Column.PIDS))));
    }

    private void row(int i, String key, String value) {
        sums.add(Parts.label(context.texts().text("ui.graphs." + key), "mute"), 0, i);
        sums.add(Parts.label(value), 1, i);
    }

    private double sum(LiveState live, Column column) {
        double sum = 0;
        for (ContainerView c : picked) {
            double v = c.pid() == 0 ? Double.NaN : live.latest(c.subject(), column);
            sum += Double.isNaN(v) ? 0 : v;
        }
        return sum;
    }
}

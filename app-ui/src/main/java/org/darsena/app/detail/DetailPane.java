package org.darsena.app.detail;

import java.util.List;
import java.util.Locale;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Skin;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.darsena.app.actions.Removal;
import org.darsena.app.actions.Verbs;
import org.darsena.app.client.ContainerView;
import org.darsena.app.client.LabView;
import org.darsena.app.graphs.GraphsPane;
import org.darsena.app.text.Texts;
import org.darsena.app.theme.Icon;
import org.darsena.app.theme.Parts;
import org.darsena.app.theme.Tone;
import org.darsena.app.view.Context;
import org.jspecify.annotations.Nullable;

/// What is picked in the list: one container with all its sides, or several in sum.
public final class DetailPane {
    private static final double WIDTH = 440;
    private static final double LESS = 380;
    private static final double NARROW = 1280;
    private static final double LEAST = 340;
    private static final double NARROWEST = 1120;

    private final Context context;
    private final Texts texts;
    private final Verbs verbs;
    private final Label name = Parts.label("", "title");
    private final StackPane state = new StackPane();
    private final Label what = Parts.label("", "small");
    private final ActionRow actions;
    private final Label refusal = Parts.wrapped("");
    private final HBox refused;
    private final TabPane tabs = new TabPane();
    private final OverviewTab overview;
    private final GraphsPane graphs;
    private final KernelTab kernel;
    private final LogTab log;
    private final PickedPane several;
    private final VBox one;
    private final StackPane pane = new StackPane();
    private final Tab overviewTab;
    private final Tab graphsTab;
    private final Tab kernelTab;
    private final Tab logTab;
    private @Nullable ContainerView container;
    private @Nullable ContainerView asked;
    private Inspection seen = Inspection.NOTHING;
    private boolean visible;

    public DetailPane(Context context, Verbs verbs, Removal removal) {
        this.context = context;
        this.texts = context.texts();
        this.verbs = verbs;
        this.actions = new ActionRow(context, verbs, removal);
        this.overview = new OverviewTab(context);
        this.graphs = new GraphsPane(context.live(), texts);
        this.kernel = new KernelTab(context);
        this.log = new LogTab(context);
        this.several = new PickedPane(context);
        this.refused = refused();
        overviewTab = tab("overview", overview.node());
        graphsTab = tab("graphs", scrolled(graphs));
        kernelTab = tab("kernel", kernel.node());
        logTab = tab("log", log.node());
        tabs.setTabClosingPolicy(TabPane.TabClosingPolicy.UNAVAILABLE);
        tabs.getTabs().addAll(overviewTab, graphsTab, kernelTab, logTab);
        String remembered = context.memory().get("detail.tab", "graphs");
        tabs.getTabs().stream()
                .filter(t -> t.getId().equals(remembered))
                .findFirst()
                .ifPresent(tabs.getSelectionModel()::select);
        tabs.getSelectionModel().selectedItemProperty().addListener((o, before, now) -> {
            context.memory().put("detail.tab", now.getId());
            refresh();
        });
        VBox.setVgrow(tabs, Priority.ALWAYS);
        one = new VBox(head(), actions.node(), refused, tabs);
        pane.getStyleClass().add("detail");
        pane.setId("detail");
        pane.setAlignment(javafx.geometry.Pos.TOP_LEFT);
        pane.setPrefWidth(WIDTH);
        pane.setMinWidth(WIDTH);
        verbs.listen(ids -> refresh());
        show(List.of());
    }

    public Node node() {
        return pane;
    }

    /// Shows what is picked.
    public void show(List<ContainerView> picked) {
        if (picked.size() == 1) {
            container = picked.getFirst();
            pane.getChildren().setAll(one);
        } else {
            container = null;
            if (picked.isEmpty()) {
                pane.getChildren()
                        .setAll(Parts.empty(
                                Icon.CUBE, texts.text("ui.detail.none"), texts.text("ui.detail.none.more")));
            } else {
                several.show(picked);
                pane.getChildren().setAll(several.node());
            }
        }
        refresh();
    }

    /// Makes it narrower in a narrow window; else it keeps its width.
    public void room(double window) {
        double width = window < NARROWEST ? LEAST : window < NARROW ? LESS : WIDTH;
        pane.setPrefWidth(width);
        pane.setMinWidth(width);
        actions.narrow(window < NARROWEST);
    }

    /// Shows the log.
    public void log() {
        tabs.getSelectionModel().select(logTab);
    }

    /// Whether it is on screen: else it asks and follows nothing.
    public void visible(boolean now) {
        visible = now;
        refresh();
    }

    /// A container it shows has changed.
    public void changed(List<ContainerView> picked) {
        if (container != null && picked.size() == 1) {
            container = picked.getFirst();
            refresh();
        } else {
            show(picked);
        }
    }

    /// New figures are in.
    public void figures() {
        if (!visible) {
            return;
        }
        if (container == null) {
            several.figures();
        } else if (graphsTab.isSelected()) {
            graphs.figures();
        }
    }

    private void refresh() {
        ContainerView c = container;
        log.show(c);
        log.seen(visible && c != null && logTab.isSelected());
        if (c == null) {
            return;
        }
        name.setText(c.node().isEmpty() ? c.name() : c.node());
        pill(c);
        what.setText(what(c));
        actions.show(c);
        String sentence = verbs.refusal(c.id());
        refusal.setText(sentence == null ? "" : sentence);
        refused.setVisible(sentence != null);
        refused.setManaged(sentence != null);
        if (visible) {
            if (graphsTab.isSelected()) {
                graphs.show(c);
            }
            inspect(c);
            overview.show(c, seen);
            kernel.show(seen);
        }
    }

    /// Asks the kernel where its answer is shown and something happened since.
    private void inspect(ContainerView c) {
        boolean other = asked == null || !asked.id().equals(c.id());
        if (other) {
            seen = Inspection.NOTHING;
        }
        if (!overviewTab.isSelected() && !kernelTab.isSelected() || c.equals(asked)) {
            return;
        }
        asked = c;
        context.ask(
                () -> Inspection.parse(context.helper().inspect(c.id())),
                inspection -> {
                    if (container != null && container.id().equals(c.id())) {
                        seen = inspection;
                        overview.show(container, seen);
                        kernel.show(seen);
                    }
                },
                failure -> kernel.show(Inspection.NOTHING)); // the list tells what is the matter
    }

    private void pill(ContainerView c) {
        String word = context.sentences().state(c.state());
        String capital = word.isEmpty() ? word : word.substring(0, 1).toUpperCase(texts.locale()) + word.substring(1);
        Tone tone = switch (c.state()) {
            case RUNNING -> Tone.OK;
            case STOPPED -> Tone.IDLE;
            default -> Tone.ACCENT;
        };
        if (state.getChildren().isEmpty() || !(state.getUserData() instanceof String s) || !s.equals(capital)) {
            state.setUserData(capital);
            state.getChildren().setAll(Parts.pill(tone, capital));
        }
    }

    private String what(ContainerView c) {
        LabView lab = c.lab().isEmpty() ? null : context.live().lab(c.lab());
        String kind = texts.find("word.kind." + c.kind().toUpperCase(Locale.ROOT), java.util.Map.of())
                .orElse(c.kind());
        return texts.text("ui.detail.what", "kind", kind, "image", c.image(), "lab", lab == null ? "" : lab.name());
    }

    private HBox head() {
        name.setMinWidth(40);
        what.setMinWidth(0);
        state.setMinWidth(Region.USE_PREF_SIZE);
        HBox head = new HBox(name, state, what);
        head.getStyleClass().add("detail-head");
        return head;
    }

    private HBox refused() {
        Button away = Parts.iconButton(Icon.CLOSE, texts.text("ui.dismiss"));
        away.getStyleClass().add("compact");
        away.setOnAction(e -> {
            if (container != null) {
                verbs.dismiss(container.id());
            }
        });
        HBox banner = Parts.banner(Tone.BAD, Icon.WARNING, "");
        banner.setId("refusal");
        banner.getChildren().set(1, refusal);
        banner.getChildren().add(away);
        HBox.setHgrow(refusal, Priority.ALWAYS);
        refusal.setMaxWidth(Double.MAX_VALUE);
        VBox.setMargin(banner, new javafx.geometry.Insets(2, 18, 6, 18));
        return banner;
    }

    private Tab tab(String id, Node content) {
        Tab tab = new Tab(texts.text("ui.detail." + id), content);
        tab.setId(id);
        return tab;
    }

    private static ScrollPane scrolled(Node node) {
        ScrollPane scroll = new ScrollPane(node) {
            @Override
            protected Skin<?> createDefaultSkin() {
                Skin<?> skin = super.createDefaultSkin();
                // its picture would be painted anew for each figure, and then copied
                lookup(".viewport").setCache(false);
                return skin;
            }
        };
        scroll.setFitToWidth(true);
        scroll.setFocusTraversable(false);
        return scroll;
    }
}

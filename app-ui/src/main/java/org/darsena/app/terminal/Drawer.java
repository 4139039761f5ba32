package org.darsena.app.terminal;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import org.darsena.app.client.ContainerView;
import org.darsena.app.text.Texts;
import org.darsena.app.theme.Icon;
import org.darsena.app.theme.Icons;
import org.darsena.app.theme.Parts;
import org.darsena.app.theme.Tone;
import org.darsena.app.view.Context;
import org.darsena.app.view.Focus;

/// The terminals, below the work area, each in a tab. Lives as long as the window: neither a change of place nor of
/// language ends a shell.
public final class Drawer implements AutoCloseable {
    /// So long a second wish for the same is part of the first.
    private static final Duration ONE_GESTURE = Duration.ofMillis(800);

    private final Supplier<Context> context;
    private final BiConsumer<Duration, Runnable> after;
    private final Runnable changed;
    private final TabPane tabs = new TabPane();
    private final StackPane pane = new StackPane();
    private final HBox tools = new HBox(2);
    private final Map<Tab, TerminalSession> sessions = new HashMap<>();
    /// When each was opened, in [System#nanoTime].
    private final Map<Tab, Long> begun = new HashMap<>();
    private boolean open;

    /// @param context of the language in force
    /// @param after runs something on the JavaFX thread later; may be called from any thread
    /// @param changed told when it opens or shuts
    public Drawer(Supplier<Context> context, BiConsumer<Duration, Runnable> after, Runnable changed) {
        this.context = context;
        this.after = after;
        this.changed = changed;
        tabs.setTabClosingPolicy(TabPane.TabClosingPolicy.ALL_TABS);
        tabs.setId("terminals");
        tabs.getSelectionModel().selectedItemProperty().addListener((o, before, now) -> focus(now));
        tools.setMaxSize(HBox.USE_PREF_SIZE, HBox.USE_PREF_SIZE);
        tools.setId("terminal-tools");
        StackPane.setAlignment(tools, javafx.geometry.Pos.TOP_RIGHT);
        StackPane.setMargin(tools, new javafx.geometry.Insets(5, 10, 0, 0));
        pane.getStyleClass().add("drawer");
        pane.getChildren().addAll(tabs, tools);
        pane.setMinHeight(120);
    }

    public Node node() {
        return pane;
    }

    /// Whether it is to be seen.
    public boolean isOpen() {
        return open;
    }

    /// Opens a shell in a container, in a new tab, and gives it the focus. While one of this container is being opened,
    /// or has just been, that one is shown: a gesture that is heard twice opens one.
    public void open(ContainerView container) {
        long now = System.nanoTime();
        for (Map.Entry<Tab, TerminalSession> e : sessions.entrySet()) {
            TerminalSession known = e.getValue();
            boolean young = now - begun.getOrDefault(e.getKey(), now) < ONE_GESTURE.toNanos();
            boolean opening = known.state().get() instanceof TerminalSession.State.Opening;
            boolean going = opening || young && known.state().get() instanceof TerminalSession.State.Running;
            if (going && known.container().id().equals(container.id())) {
                tabs.getSelectionModel().select(e.getKey());
                shut(false);
                focus(e.getKey());
                return;
            }
        }
        begin(container);
    }

    private void begin(ContainerView container) {
        var screen = new ScreenView(new Frames(after));
        var session = new TerminalSession(context, screen, container);
        Tab tab = new Tab(name(container), screen.node());
        tab.setGraphic(new StackPane(Parts.dot(Tone.ACCENT)));
        tab.setContextMenu(menu(screen));
        tab.setOnCloseRequest(e -> close(tab));
        session.state().addListener((o, before, now) -> show(tab, session));
        sessions.put(tab, session);
        begun.put(tab, System.nanoTime());
        tabs.getTabs().add(tab);
        tabs.getSelectionModel().select(tab);
        words();
        shut(false);
        session.open();
        focus(tab);
    }

    /// Gives the terminal that is seen the focus.
    public void focus() {
        focus(tabs.getSelectionModel().getSelectedItem());
    }

    /// Hides it or shows it again; shells go on.
    public void toggle() {
        shut(open);
        if (open) {
            focus();
        }
    }

    public boolean isEmpty() {
        return sessions.isEmpty();
    }

    /// Says its words anew after a change of language.
    public void words() {
        Texts texts = context.get().texts();
        Button more = Parts.iconButton(Icon.PLUS, texts.text("ui.terminal.another"));
        more.getStyleClass().add("compact");
        more.setOnAction(e -> another());
        Button hide = Parts.iconButton(Icon.CHEVRON_DOWN, texts.text("ui.terminal.hide"));
        hide.getStyleClass().add("compact");
        hide.setId("hide-terminals");
        hide.setOnAction(e -> shut(true));
        tools.getChildren().setAll(more, hide);
        sessions.forEach(this::show);
    }

    @Override
    public void close() {
        sessions.values().forEach(TerminalSession::close);
        sessions.clear();
    }

    private void another() {
        TerminalSession now = sessions.get(tabs.getSelectionModel().getSelectedItem());
        if (now != null) {
            begin(now.container());
        }
    }

    private void close(Tab tab) {
        TerminalSession session = sessions.remove(tab);
        begun.remove(tab);
        if (session != null) {
            session.close();
        }
        if (sessions.isEmpty()) {
            shut(true);
        }
    }

    private void shut(boolean on) {
        if (open == on) {
            open = !on;
            changed.run();
        }
    }

    private void focus(@org.jspecify.annotations.Nullable Tab tab) {
        if (tab != null && tab.getContent() instanceof ScreenView screen) {
            Focus.to(screen);
        }
    }

    private void show(Tab tab, TerminalSession session) {
        Texts texts = context.get().texts();
        String name = name(session.container());
        Tone tone = Tone.OK;
        switch (session.state().get()) {
            case TerminalSession.State.Opening _ -> tone = Tone.ACCENT;
            case TerminalSession.State.Running _ -> tone = Tone.OK;
            case TerminalSession.State.Ended e -> {
                tone = e.exit() == 0 ? Tone.IDLE : Tone.BAD;
                name = texts.text("ui.terminal.tab.ended", "name", name, "exit", e.exit());
            }
            case TerminalSession.State.Refused _ -> {
                tone = Tone.BAD;
                name = texts.text("ui.terminal.tab.refused", "name", name);
            }
        }
        tab.setText(name);
        tab.setGraphic(new StackPane(Parts.dot(tone)));
    }

    private ContextMenu menu(ScreenView screen) {
        var menu = new ContextMenu();
        menu.setOnShowing(e -> {
            Texts texts = context.get().texts();
            MenuItem copy = new MenuItem(texts.text("ui.copy"), Icons.of(Icon.COPY));
            copy.setOnAction(a -> Clip.put(screen.marked()));
            copy.setDisable(screen.marked().isEmpty());
            MenuItem paste = new MenuItem(texts.text("ui.paste"));
            paste.setOnAction(a -> screen.paste(Clip.get()));
            menu.getItems().setAll(copy, paste);
        });
        menu.getItems().add(new MenuItem());
        screen.setOnContextMenuRequested(e -> menu.show(screen, e.getScreenX(), e.getScreenY()));
        return menu;
    }

    private static String name(ContainerView container) {
        return container.node().isEmpty() ? container.name() : container.node();
    }
}

package org.darsena.app.terminal;

import com.techsenger.jeditermfx.core.compatibility.Point;
import com.techsenger.jeditermfx.core.model.SelectionUtil;
import com.techsenger.jeditermfx.core.model.TerminalSelection;
import com.techsenger.jeditermfx.core.model.TerminalTextBuffer;
import java.nio.charset.StandardCharsets;
import javafx.beans.InvalidationListener;
import javafx.beans.WeakInvalidationListener;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.canvas.Canvas;
import javafx.scene.control.ScrollBar;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.Region;
import org.darsena.app.theme.Themes;
import org.jspecify.annotations.Nullable;

/// A terminal on a canvas: paints, scrolls, marks, sends keys.
final class ScreenView extends Region implements Screen {
    private static final double SIZE = 13;
    private static final double BAR = 10;
    private static final double EDGE = 8;
    private static final int WHEEL = 3;

    private final ScreenPainter painter = new ScreenPainter(SIZE);
    private final Emulation emulation;
    private final Canvas canvas = new Canvas();
    private final ScrollBar bar = new ScrollBar();
    private final MouseReports mouse;
    /// Held here: the theme outlives the screen.
    private final InvalidationListener themed = o -> paint();

    private @Nullable Point pressed;
    private boolean scrolling;

    /// @param frames says when to paint
    ScreenView(Frames frames) {
        this.emulation = new Emulation(80, 24, () -> frames.wanted(this::paint));
        this.mouse = new MouseReports(emulation.terminal(), emulation.state());
        getStyleClass().add("terminal");
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.TEXT_AREA);
        setMinSize(0, 0);
        bar.setOrientation(javafx.geometry.Orientation.VERTICAL);
        bar.setFocusTraversable(false);
        bar.valueProperty().addListener(o -> {
            if (!scrolling) {
                paint();
            }
        });
        getChildren().addAll(canvas, bar);
        Themes.currentProperty().addListener(new WeakInvalidationListener(themed));
        focusedProperty().addListener(o -> paint());
        addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
        addEventFilter(KeyEvent.KEY_TYPED, this::typed);
        setOnMousePressed(this::down);
        setOnMouseDragged(this::drag);
        setOnMouseReleased(this::up);
        setOnScroll(this::wheel);
    }

    @Override
    public Node node() {
        return this;
    }

    @Override
    public void attach(Tty tty) {
        emulation.attach(tty);
    }

    @Override
    public void remark(String words) {
        emulation.remark(words);
    }

    @Override
    public void focus() {
        requestFocus();
    }

    @Override
    public String marked() {
        TerminalSelection marked = emulation.state().getSelection();
        TerminalTextBuffer buffer = emulation.buffer();
        if (marked == null) {
            return "";
        }
        buffer.lock();
        try {
            return SelectionUtil.getSelectedText(marked, buffer);
        } finally {
            buffer.unlock();
        }
    }

    @Override
    public void paste(String text) {
        String typed = text.replace("\r\n", "\n").replace('\n', '\r');
        String whole =
                emulation.state().bracketed() ? "\u001b[200~" + typed.replace("\u001b", "") + "\u001b[201~" : typed;
        emulation.send(whole.getBytes(StandardCharsets.UTF_8));
        toEnd();
    }

    @Override
    public void close() {
        emulation.close();
    }

    @Override
    protected void layoutChildren() {
        canvas.setWidth(Math.max(1, getWidth() - BAR));
        canvas.setHeight(Math.max(1, getHeight()));
        bar.resizeRelocate(getWidth() - BAR, 0, BAR, getHeight());
        int columns = (int) ((canvas.getWidth() - 2 * EDGE) / painter.width());
        int rows = (int) ((canvas.getHeight() - EDGE) / painter.height());
        if (columns >= 5 && rows >= 2) {
            emulation.resize(Math.min(columns, 1000), Math.min(rows, 1000));
        }
        paint();
    }

    private void paint() {
        if (getScene() == null || canvas.getWidth() < 2) {
            return;
        }
        range();
        var g = canvas.getGraphicsContext2D();
        Ansi colors = Ansi.of(Themes.current());
        g.setFill(colors.ground());
        g.fillRect(0, 0, canvas.getWidth(), canvas.getHeight());
        g.save();
        g.translate(EDGE, EDGE / 2);
        painter.paint(
                g, canvas.getWidth() - EDGE, canvas.getHeight() - EDGE / 2, emulation, top(), colors, isFocused());
        g.restore();
    }

    /// The first line seen.
    private int top() {
        return (int) Math.round(bar.getValue());
    }

    /// Fits the bar to the history; who looks at its end stays there.
    private void range() {
        scrolling = true;
        int history = emulation.buffer().getHistoryLinesCount();
        int rows = emulation.buffer().getHeight();
        boolean atEnd = bar.getValue() >= 0;
        double grown = -history - bar.getMin();
        bar.setMin(-history);
        bar.setMax(0);
        bar.setVisibleAmount(Math.max(1.0, history * (double) rows / (history + rows)));
        bar.setVisible(history > 0);
        if (!atEnd && grown < 0) {
            bar.setValue(Math.max(-history, bar.getValue() + grown)); // the lines looked at stay
        }
        scrolling = false;
    }

    private void scroll(int lines) {
        bar.setValue(Math.clamp(bar.getValue() + lines, bar.getMin(), 0));
    }

    private void toEnd() {
        bar.setValue(0);
    }

    private void pressed(KeyEvent e) {
        boolean page = e.isShiftDown() && (e.getCode() == KeyCode.PAGE_UP || e.getCode() == KeyCode.PAGE_DOWN);
        boolean clip = e.isControlDown() && e.isShiftDown();
        if (page) {
            scroll((e.getCode() == KeyCode.PAGE_UP ? -1 : 1)
                    * (emulation.buffer().getHeight() - 1));
        } else if (clip && e.getCode() == KeyCode.C) {
            Clip.put(marked());
        } else if (clip && e.getCode() == KeyCode.V || e.isShiftDown() && e.getCode() == KeyCode.INSERT) {
            paste(Clip.get());
        } else {
            byte[] sent = Keys.pressed(e, emulation.terminal()::getCodeForKey);
            if (sent == null) {
                return;
            }
            emulation.send(sent);
            unmark();
            toEnd();
        }
        e.consume();
    }

    private void typed(KeyEvent e) {
        byte[] sent = Keys.typed(e);
        if (sent != null) {
            emulation.send(sent);
            unmark();
            toEnd();
        }
        e.consume();
    }

    private void unmark() {
        if (emulation.state().getSelection() != null) {
            emulation.state().select(null);
            paint();
        }
    }

    private void down(MouseEvent e) {
        requestFocus();
        if (mouse.wants(e)) {
            mouse.pressed(e, cell(e));
            return;
        }
        if (e.getButton() == MouseButton.PRIMARY) {
            unmark();
            pressed = cell(e);
            if (e.getClickCount() == 2) {
                word(cell(e));
            }
        } else if (e.getButton() == MouseButton.MIDDLE) {
            paste(Clip.get());
        }
    }

    private void drag(MouseEvent e) {
        Point from = pressed;
        if (from == null) {
            return;
        }
        TerminalSelection marked = emulation.state().getSelection();
        Point to = cell(e);
        if (marked == null) {
            marked = new TerminalSelection(from);
            emulation.state().select(marked);
        }
        marked.updateEnd(to);
        if (e.getY() < 0) {
            scroll(-1);
        } else if (e.getY() > canvas.getHeight()) {
            scroll(1);
        }
        paint();
    }

    private void up(MouseEvent e) {
        if (pressed == null && mouse.wants(e)) {
            mouse.released(e, cell(e));
        }
        pressed = null;
    }

    private void word(Point at) {
        TerminalTextBuffer buffer = emulation.buffer();
        buffer.lock();
        try {
            Point from = SelectionUtil.getPreviousSeparator(at, buffer);
            Point to = SelectionUtil.getNextSeparator(at, buffer);
            to.x++;
            emulation.state().select(new TerminalSelection(from, to));
        } finally {
            buffer.unlock();
        }
        paint();
    }

    private void wheel(ScrollEvent e) {
        int lines = (int) (-Math.signum(e.getDeltaY()) * WHEEL);
        if (lines == 0) {
            return;
        }
        if (emulation.state().mouse() && !e.isShiftDown()) {
            mouse.wheel(lines < 0, cell(e.getX(), e.getY()));
        } else if (emulation.buffer().isUsingAlternateBuffer()) {
            arrows(lines);
        } else {
            scroll(lines);
        }
        e.consume();
    }

    /// A pager has no history to scroll: it gets arrows, as in other terminals.
    private void arrows(int lines) {
        int key = lines < 0
                ? com.techsenger.jeditermfx.core.input.KeyEvent.VK_UP
                : com.techsenger.jeditermfx.core.input.KeyEvent.VK_DOWN;
        byte[] code = emulation.terminal().getCodeForKey(key, 0);
        for (int i = 0; code != null && i < Math.abs(lines); i++) {
            emulation.send(code);
        }
    }

    private Point cell(MouseEvent e) {
        return cell(e.getX(), e.getY());
    }

    private Point cell(double x, double y) {
        int column = (int) Math.floor((x - EDGE) / painter.width() + 0.2);
        int row = (int) Math.floor((y - EDGE / 2) / painter.height());
        int columns = emulation.buffer().getWidth();
        int rows = emulation.buffer().getHeight();
        return new Point(Math.clamp(column, 0, columns), Math.clamp(row, 0, rows - 1) + top());
    }

    /// For tests: what stands on the screen.
    String text() {
        return emulation.buffer().getScreenLines();
    }
}

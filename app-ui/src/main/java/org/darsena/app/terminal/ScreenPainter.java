package org.darsena.app.terminal;

import com.techsenger.jeditermfx.core.CursorShape;
import com.techsenger.jeditermfx.core.StyledTextConsumerAdapter;
import com.techsenger.jeditermfx.core.TextStyle;
import com.techsenger.jeditermfx.core.model.CharBuffer;
import com.techsenger.jeditermfx.core.model.TerminalSelection;
import com.techsenger.jeditermfx.core.model.TerminalTextBuffer;
import com.techsenger.jeditermfx.core.util.CharUtils;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.FontWeight;
import org.darsena.app.theme.Fonts;

/// Paints the visible lines of a terminal. What is to be seen is copied under the buffer's lock and painted without
/// it: the emulator never waits for a frame.
final class ScreenPainter {
    /// A stretch of one style.
    private record Run(int column, int row, String text, TextStyle style) {}

    private final Font plain;
    private final Font bold;
    private final double width;
    private final double height;

    ScreenPainter(double size) {
        this.plain = Fonts.mono(size);
        this.bold = Font.font(plain.getFamily(), FontWeight.BOLD, size);
        var measure = new javafx.scene.text.Text("0".repeat(100));
        measure.setFont(plain);
        this.width = measure.getLayoutBounds().getWidth() / 100;
        this.height = Math.ceil(measure.getLayoutBounds().getHeight()) + 1;
    }

    /// Of one cell.
    double width() {
        return width;
    }

    double height() {
        return height;
    }

    /// @param top the first line seen: 0 is the screen's first, what is above it negative
    void paint(GraphicsContext g, double w, double h, Emulation from, int top, Ansi colors, boolean focused) {
        TerminalTextBuffer buffer = from.buffer();
        List<Run> runs = new ArrayList<>();
        int rows;
        buffer.lock();
        try {
            rows = buffer.getHeight();
            buffer.processHistoryAndScreenLines(top, rows, new StyledTextConsumerAdapter() {
                @Override
                public void consume(int x, int y, TextStyle style, CharBuffer text, int startRow) {
                    runs.add(new Run(x, y - startRow, text.toString(), style));
                }

                @Override
                public void consumeNul(int x, int y, int nul, TextStyle style, CharBuffer text, int startRow) {
                    if (style.getBackground() != null) {
                        runs.add(new Run(x, y - startRow, " ".repeat(text.length()), style));
                    }
                }
            });
        } finally {
            buffer.unlock();
        }
        g.setFill(colors.ground());
        g.fillRect(0, 0, w, h);
        g.setTextBaseline(VPos.CENTER);
        runs.forEach(run -> ground(g, run, colors));
        marked(g, from, top, rows, colors);
        runs.forEach(run -> text(g, run, colors));
        if (top == 0 && from.state().cursorVisible()) {
            cursor(g, from.state(), colors, focused);
        }
    }

    private void ground(GraphicsContext g, Run run, Ansi colors) {
        Color ground = colors.background(run.style());
        if (ground != null) {
            g.setFill(ground);
            g.fillRect(run.column() * width, run.row() * height, run.text().length() * width, height);
        }
    }

    private void text(GraphicsContext g, Run run, Ansi colors) {
        if (run.style().hasOption(TextStyle.Option.HIDDEN)) {
            return;
        }
        g.setFont(run.style().hasOption(TextStyle.Option.BOLD) ? bold : plain);
        g.setFill(colors.foreground(run.style()));
        double y = run.row() * height + height / 2;
        if (run.text().chars().allMatch(c -> c < 0x100)) {
            g.fillText(run.text().replace(CharUtils.NUL_CHAR, ' '), run.column() * width, y);
        } else {
            each(g, run, y); // what another font brings may be wider than a cell
        }
        if (run.style().hasOption(TextStyle.Option.UNDERLINED)) {
            double line = (run.row() + 1) * height - 2;
            g.fillRect(run.column() * width, line, run.text().length() * width, 1);
        }
    }

    private void each(GraphicsContext g, Run run, double y) {
        String text = run.text();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean pair = Character.isHighSurrogate(c) && i + 1 < text.length();
            if (c != CharUtils.DWC && c != CharUtils.NUL_CHAR && !Character.isLowSurrogate(c)) {
                g.fillText(text.substring(i, i + (pair ? 2 : 1)), (run.column() + i) * width, y);
            }
        }
    }

    private void marked(GraphicsContext g, Emulation from, int top, int rows, Ansi colors) {
        TerminalSelection selection = from.state().getSelection();
        if (selection == null) {
            return;
        }
        g.setFill(colors.mark());
        int columns = from.buffer().getWidth();
        for (int row = 0; row < rows; row++) {
            var part = selection.intersect(0, row + top, columns);
            if (part != null && part.getSecond() > 0) {
                g.fillRect(part.getFirst() * width, row * height, part.getSecond() * width, height);
            }
        }
    }

    private void cursor(GraphicsContext g, TerminalState state, Ansi colors, boolean focused) {
        double x = state.x() * width;
        double y = state.y() * height;
        CursorShape shape = state.shape();
        if (!focused) {
            g.setStroke(colors.cursor());
            g.setLineWidth(1);
            g.strokeRect(x + 0.5, y + 0.5, width - 1, height - 1);
            return;
        }
        g.setFill(colors.cursor());
        switch (shape) {
            case BLINK_UNDERLINE, STEADY_UNDERLINE -> g.fillRect(x, y + height - 2, width, 2);
            case BLINK_VERTICAL_BAR, STEADY_VERTICAL_BAR -> g.fillRect(x, y, 2, height);
            case BLINK_BLOCK, STEADY_BLOCK -> {
                g.setGlobalAlpha(0.55);
                g.fillRect(x, y, width, height);
                g.setGlobalAlpha(1);
            }
        }
    }
}

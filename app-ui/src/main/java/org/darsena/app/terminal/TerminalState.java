package org.darsena.app.terminal;

import com.techsenger.jeditermfx.core.CursorShape;
import com.techsenger.jeditermfx.core.TerminalDisplay;
import com.techsenger.jeditermfx.core.emulator.mouse.MouseFormat;
import com.techsenger.jeditermfx.core.emulator.mouse.MouseMode;
import com.techsenger.jeditermfx.core.model.TerminalSelection;
import org.jspecify.annotations.Nullable;

/// What the emulator says of the screen beside its cells: cursor, title, modes. Written by its thread, read by the
/// painter.
final class TerminalState implements TerminalDisplay {
    private final Runnable changed;
    private volatile int x;
    private volatile int y = 1;
    private volatile boolean cursorVisible = true;
    private volatile CursorShape shape = CursorShape.STEADY_BLOCK;
    private volatile boolean bracketed;
    private volatile MouseMode mouse = MouseMode.MOUSE_REPORTING_NONE;
    private volatile String title = "";
    private volatile @Nullable TerminalSelection selection;

    TerminalState(Runnable changed) {
        this.changed = changed;
    }

    int x() {
        return x;
    }

    /// From 0.
    int y() {
        return y - 1;
    }

    boolean cursorVisible() {
        return cursorVisible;
    }

    CursorShape shape() {
        return shape;
    }

    boolean bracketed() {
        return bracketed;
    }

    boolean mouse() {
        return mouse != MouseMode.MOUSE_REPORTING_NONE;
    }

    void select(@Nullable TerminalSelection next) {
        selection = next;
    }

    @Override
    public void setCursor(int column, int row) {
        x = column;
        y = row;
        changed.run();
    }

    @Override
    public void setCursorShape(@Nullable CursorShape next) {
        shape = next == null ? CursorShape.STEADY_BLOCK : next;
        changed.run();
    }

    @Override
    public void beep() {
        // a window with thirty programs that may ring is better silent
    }

    @Override
    public void scrollArea(int top, int size, int by) {
        TerminalSelection now = selection;
        if (now != null && top == 1 && by < 0) {
            now.shiftY(by); // what is marked goes up with its lines
        }
        changed.run();
    }

    @Override
    public void setCursorVisible(boolean visible) {
        cursorVisible = visible;
        changed.run();
    }

    @Override
    public void useAlternateScreenBuffer(boolean use) {
        selection = null;
        changed.run();
    }

    @Override
    public String getWindowTitle() {
        return title;
    }

    @Override
    public void setWindowTitle(String next) {
        title = next;
    }

    @Override
    public @Nullable TerminalSelection getSelection() {
        return selection;
    }

    @Override
    public void terminalMouseModeSet(MouseMode mode) {
        mouse = mode;
    }

    @Override
    public void setMouseFormat(MouseFormat format) {
        // JediTerminal keeps it and encodes by it
    }

    @Override
    public boolean ambiguousCharsAreDoubleWidth() {
        return false;
    }

    @Override
    public void setBracketedPasteMode(boolean on) {
        bracketed = on;
    }
}

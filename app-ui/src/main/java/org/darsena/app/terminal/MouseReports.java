package org.darsena.app.terminal;

import com.techsenger.jeditermfx.core.compatibility.Point;
import com.techsenger.jeditermfx.core.emulator.mouse.MouseButtonCodes;
import com.techsenger.jeditermfx.core.model.JediTerminal;
import javafx.scene.input.MouseEvent;

/// Clicks for programs that ask for them, such as htop; with Shift they mark text as ever.
final class MouseReports {
    private final JediTerminal terminal;
    private final TerminalState state;

    MouseReports(JediTerminal terminal, TerminalState state) {
        this.terminal = terminal;
        this.state = state;
    }

    boolean wants(MouseEvent e) {
        return state.mouse() && !e.isShiftDown();
    }

    void pressed(MouseEvent e, Point at) {
        terminal.mousePressed(at.x, at.y, event(e));
    }

    void released(MouseEvent e, Point at) {
        terminal.mouseReleased(at.x, at.y, event(e));
    }

    void wheel(boolean up, Point at) {
        int code = up ? MouseButtonCodes.SCROLLUP : MouseButtonCodes.SCROLLDOWN;
        terminal.mouseWheelMoved(at.x, at.y, new com.techsenger.jeditermfx.core.input.MouseWheelEvent(code, 0));
    }

    private static com.techsenger.jeditermfx.core.input.MouseEvent event(MouseEvent e) {
        int code = switch (e.getButton()) {
            case PRIMARY -> MouseButtonCodes.LEFT;
            case MIDDLE -> MouseButtonCodes.MIDDLE;
            case SECONDARY -> MouseButtonCodes.RIGHT;
            default -> MouseButtonCodes.NONE;
        };
        return new com.techsenger.jeditermfx.core.input.MouseEvent(code, 0);
    }
}

package org.darsena.app.terminal;

import com.techsenger.jeditermfx.core.input.InputEvent;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.jspecify.annotations.Nullable;

/// What a key sends. Keys that the program may have set to other codes (arrows, function keys) are asked of the
/// emulator.
final class Keys {
    /// A key's code for the emulator, with modifiers; null: it has none.
    @FunctionalInterface
    interface Codes {
        byte @Nullable [] of(int key, int modifiers);
    }

    /// The emulator's names of keys.
    private static final Map<KeyCode, Integer> NAMED = Map.ofEntries(
            Map.entry(KeyCode.ENTER, com.techsenger.jeditermfx.core.input.KeyEvent.VK_ENTER),
            Map.entry(KeyCode.BACK_SPACE, com.techsenger.jeditermfx.core.input.KeyEvent.VK_BACK_SPACE),
            Map.entry(KeyCode.TAB, com.techsenger.jeditermfx.core.input.KeyEvent.VK_TAB),
            Map.entry(KeyCode.ESCAPE, com.techsenger.jeditermfx.core.input.KeyEvent.VK_ESCAPE),
            Map.entry(KeyCode.INSERT, com.techsenger.jeditermfx.core.input.KeyEvent.VK_INSERT),
            Map.entry(KeyCode.DELETE, com.techsenger.jeditermfx.core.input.KeyEvent.VK_DELETE),
            Map.entry(KeyCode.HOME, com.techsenger.jeditermfx.core.input.KeyEvent.VK_HOME),
            Map.entry(KeyCode.END, com.techsenger.jeditermfx.core.input.KeyEvent.VK_END),
            Map.entry(KeyCode.PAGE_UP, com.techsenger.jeditermfx.core.input.KeyEvent.VK_PAGE_UP),
            Map.entry(KeyCode.PAGE_DOWN, com.techsenger.jeditermfx.core.input.KeyEvent.VK_PAGE_DOWN),
            Map.entry(KeyCode.UP, com.techsenger.jeditermfx.core.input.KeyEvent.VK_UP),
            Map.entry(KeyCode.DOWN, com.techsenger.jeditermfx.core.input.KeyEvent.VK_DOWN),
            Map.entry(KeyCode.LEFT, com.techsenger.jeditermfx.core.input.KeyEvent.VK_LEFT),
            Map.entry(KeyCode.RIGHT, com.techsenger.jeditermfx.core.input.KeyEvent.VK_RIGHT));

    private Keys() {}

    /// What pressing sends; null: nothing, then what it types is sent.
    static byte @Nullable [] pressed(KeyEvent e, Codes codes) {
        KeyCode code = e.getCode();
        if (code == KeyCode.ENTER || code == KeyCode.TAB && !e.isShiftDown() || code == KeyCode.ESCAPE) {
            byte b = (byte) (code == KeyCode.ENTER ? '\r' : code == KeyCode.TAB ? '\t' : 0x1b);
            return e.isAltDown() ? new byte[] {0x1b, b} : new byte[] {b};
        }
        if (code == KeyCode.BACK_SPACE) {
            return e.isAltDown() ? new byte[] {0x1b, 0x7f} : new byte[] {(byte) (e.isControlDown() ? 0x08 : 0x7f)};
        }
        Integer named = NAMED.get(code);
        if (named == null && code.isFunctionKey() && code.name().matches("F[1-9]|F1[0-2]")) {
            int number = Integer.parseInt(code.name().substring(1));
            named = com.techsenger.jeditermfx.core.input.KeyEvent.VK_F1 + number - 1;
        }
        if (named != null) {
            return codes.of(named, modifiers(e));
        }
        if (e.isControlDown() && !e.isShiftDown()) {
            return control(code, e.isAltDown());
        }
        if (e.isAltDown() && !e.isControlDown() && code.isLetterKey()) {
            String letter = e.isShiftDown() ? code.getChar() : code.getChar().toLowerCase(java.util.Locale.ROOT);
            return ("\u001b" + letter).getBytes(StandardCharsets.UTF_8);
        }
        return null;
    }

    /// What a typed character sends; null: nothing, as it was sent when its key was pressed.
    static byte @Nullable [] typed(KeyEvent e) {
        String typed = e.getCharacter();
        boolean control = typed.isEmpty() || typed.charAt(0) < ' ' || typed.charAt(0) == 127;
        // AltGr comes as Ctrl+Alt on some layouts: then it types
        boolean handled = e.isControlDown() != e.isAltDown() && (e.isControlDown() || isAscii(typed));
        return control || e.isMetaDown() || handled ? null : typed.getBytes(StandardCharsets.UTF_8);
    }

    private static boolean isAscii(String typed) {
        return typed.length() == 1 && Character.isLetter(typed.charAt(0)) && typed.charAt(0) < 128;
    }

    private static byte @Nullable [] control(KeyCode code, boolean alt) {
        int c = switch (code) {
            case SPACE, DIGIT2 -> 0;
            case OPEN_BRACKET, DIGIT3 -> 0x1b;
            case BACK_SLASH, DIGIT4 -> 0x1c;
            case CLOSE_BRACKET, DIGIT5 -> 0x1d;
            case DIGIT6 -> 0x1e;
            case SLASH, MINUS, DIGIT7 -> 0x1f;
            default -> code.isLetterKey() ? code.getChar().charAt(0) - '@' : -1;
        };
        if (c < 0 || c > 0x1f) {
            return null;
        }
        return alt ? new byte[] {0x1b, (byte) c} : new byte[] {(byte) c};
    }

    private static int modifiers(KeyEvent e) {
        return (e.isShiftDown() ? InputEvent.SHIFT_MASK : 0)
                | (e.isControlDown() ? InputEvent.CTRL_MASK : 0)
                | (e.isAltDown() ? InputEvent.ALT_MASK : 0);
    }
}

package org.darsena.app.terminal;

import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;

/// The clipboard, as text.
final class Clip {
    private Clip() {}

    static void put(String text) {
        if (!text.isEmpty()) {
            var content = new ClipboardContent();
            content.putString(text);
            Clipboard.getSystemClipboard().setContent(content);
        }
    }

    /// Empty where it holds no text.
    static String get() {
        String text = Clipboard.getSystemClipboard().getString();
        return text == null ? "" : text;
    }
}

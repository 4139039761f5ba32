package org.darsena.app.theme;

import javafx.scene.control.TextField;
import javafx.scene.control.skin.TextFieldSkin;
import org.jspecify.annotations.Nullable;

/// A text field as JavaFX has it, but for its [Caret]. Named in the style sheets.
public final class CalmTextFieldSkin extends TextFieldSkin {
    /// Null until it is the control's skin.
    private @Nullable Caret caret;

    public CalmTextFieldSkin(TextField control) {
        super(control);
    }

    @Override
    public void install() {
        super.install();
        caret = Caret.of(getSkinnable()).orElse(null);
        setCaretAnimating(getSkinnable().isFocused());
    }

    @Override
    public void setCaretAnimating(boolean value) {
        if (caret != null) {
            caret.blink(value);
        }
    }

    @Override
    public void dispose() {
        setCaretAnimating(false);
        caret = null;
        super.dispose();
    }
}

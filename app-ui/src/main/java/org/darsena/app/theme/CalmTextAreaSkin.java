package org.darsena.app.theme;

import javafx.scene.control.TextArea;
import javafx.scene.control.skin.TextAreaSkin;

/// A text area as JavaFX has it, but that one to be read, which has no caret, does not animate it. Named in the style
/// sheets.
public final class CalmTextAreaSkin extends TextAreaSkin {

    public CalmTextAreaSkin(TextArea control) {
        super(control);
    }

    @Override
    public void setCaretAnimating(boolean value) {
        super.setCaretAnimating(value && getSkinnable().isEditable());
    }
}

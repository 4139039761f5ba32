package org.darsena.app.view;

import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;

/// A place of fixed height whose inside changes without anything outside being laid out again: figures change every
/// second, and a table that laid out its rows for each would cost a tenth of a processor.
public abstract class Island extends Region {
    private final Pane inside = new Pane() {
        @Override
        protected void layoutChildren() {
            place(getWidth(), getHeight());
        }
    };

    protected Island() {
        inside.setManaged(false); // makes it a root of layout
        getChildren().add(inside);
        setMouseTransparent(true);
    }

    /// Where the children stand; they are unmanaged and placed here, in this island's own coordinates.
    protected abstract void place(double width, double height);

    /// The island's content.
    protected final Pane inside() {
        return inside;
    }

    /// Has [#place] called before the next frame.
    protected final void replace() {
        inside.requestLayout();
    }

    @Override
    protected void layoutChildren() {
        inside.resizeRelocate(0, 0, getWidth(), getHeight());
    }
}

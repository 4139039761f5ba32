package org.darsena.app.theme;

import javafx.scene.Parent;
import javafx.scene.layout.VBox;

final class GalleryControls {
    private GalleryControls() {}

    static Parent page() {
        return new VBox();
    }
}

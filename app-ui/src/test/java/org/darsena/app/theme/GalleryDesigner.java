package org.darsena.app.theme;

import javafx.scene.Parent;
import javafx.scene.layout.VBox;

final class GalleryDesigner {
    private GalleryDesigner() {}

    static Parent page() {
        return new VBox();
    }
}

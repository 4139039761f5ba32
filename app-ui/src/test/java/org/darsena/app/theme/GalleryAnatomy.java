package org.darsena.app.theme;

import javafx.scene.Parent;
import javafx.scene.layout.VBox;

final class GalleryAnatomy {
    private GalleryAnatomy() {}

    static Parent page() {
        return new VBox();
    }
}

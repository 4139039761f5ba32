package org.darsena.app.theme;

import java.util.List;
import javafx.css.CssMetaData;
import javafx.css.SimpleStyleableObjectProperty;
import javafx.css.Styleable;
import javafx.css.StyleableObjectProperty;
import javafx.css.StyleablePropertyFactory;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.paint.Paint;
import javafx.scene.shape.SVGPath;
import javafx.scene.shape.StrokeLineCap;
import javafx.scene.shape.StrokeLineJoin;
import javafx.scene.transform.Scale;

/// An icon as a node of a fixed size. Its colour is the CSS property `-icon-color`, which our style sheets tie to
/// the looked-up colour `-fg`, the text colour of whatever the icon stands in. FX thread only, as all nodes.
public final class IconView extends Region {
    private static final StyleablePropertyFactory<IconView> FACTORY =
            new StyleablePropertyFactory<>(Region.getClassCssMetaData());
    private static final CssMetaData<IconView, Paint> COLOR =
            FACTORY.createPaintCssMetaData("-icon-color", v -> v.color, Color.GRAY, false);

    private final StyleableObjectProperty<Paint> color =
            new SimpleStyleableObjectProperty<>(COLOR, this, "color", Color.GRAY);
    private final Icon icon;
    private final double size;

    IconView(Icon icon, double size) {
        this.icon = icon;
        this.size = size;
        getStyleClass().add("icon");
        setMouseTransparent(true);
        setMinSize(size, size);
        setPrefSize(size, size);
        setMaxSize(size, size);
        IconShape shape = Icons.shape(icon);
        addPath(shape.strokes(), false);
        addPath(shape.fills(), true);
    }

    /// What it shows.
    public Icon icon() {
        return icon;
    }

    /// The paint of all strokes; set by CSS unless a caller sets it.
    public StyleableObjectProperty<Paint> colorProperty() {
        return color;
    }

    private void addPath(List<String> paths, boolean filled) {
        if (paths.isEmpty()) {
            return;
        }
        SVGPath node = new SVGPath();
        node.setContent(String.join("", paths));
        node.setManaged(false);
        node.setFill(null);
        if (filled) {
            node.fillProperty().bind(color);
        } else {
            node.strokeProperty().bind(color);
            node.setStrokeWidth(IconShape.strokeWidth(size) * IconShape.GRID / size);
            node.setStrokeLineCap(StrokeLineCap.ROUND);
            node.setStrokeLineJoin(StrokeLineJoin.ROUND);
        }
        node.getTransforms().add(new Scale(size / IconShape.GRID, size / IconShape.GRID));
        getChildren().add(node);
    }

    @Override
    public List<CssMetaData<? extends Styleable, ?>> getCssMetaData() {
        return FACTORY.getCssMetaData();
    }
}

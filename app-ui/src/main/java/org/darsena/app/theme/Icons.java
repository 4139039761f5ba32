package org.darsena.app.theme;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.image.Image;
import javafx.scene.paint.Paint;
import javafx.scene.shape.StrokeLineCap;
import javafx.scene.shape.StrokeLineJoin;

/// Makes icons: nodes for the scene graph, strokes for a canvas. Each source is read once.
public final class Icons {
    private static final String FOLDER = "/org/darsena/icons/";
    private static final List<Integer> APP_SIZES = List.of(16, 24, 32, 48, 64, 128, 256);
    private static final Map<Icon, IconShape> SHAPES = new ConcurrentHashMap<>();

    private Icons() {}

    /// A 16 px icon, the size that stands beside text.
    public static IconView of(Icon icon) {
        return of(icon, 16);
    }

    /// An icon of `size` pixels; the grid suits 16, 20, 24 and 28.
    public static IconView of(Icon icon, double size) {
        return new IconView(icon, size);
    }

    /// The paths of an icon. Any thread.
    public static IconShape shape(Icon icon) {
        return SHAPES.computeIfAbsent(icon, Icons::read);
    }

    /// Draws an icon into the square at (`x`, `y`) with sides of `size`, in the canvas's present transform. The
    /// graphics state is restored.
    public static void draw(GraphicsContext g, Icon icon, double x, double y, double size, Paint paint) {
        IconShape shape = shape(icon);
        g.save();
        g.translate(x, y);
        g.scale(size / IconShape.GRID, size / IconShape.GRID);
        g.setStroke(paint);
        g.setFill(paint);
        g.setLineDashes();
        g.setLineWidth(IconShape.strokeWidth(size) * IconShape.GRID / size);
        g.setLineCap(StrokeLineCap.ROUND);
        g.setLineJoin(StrokeLineJoin.ROUND);
        if (!shape.strokes().isEmpty()) {
            g.beginPath();
            shape.strokes().forEach(g::appendSVGPath);
            g.stroke();
        }
        if (!shape.fills().isEmpty()) {
            g.beginPath();
            shape.fills().forEach(g::appendSVGPath);
            g.fill();
        }
        g.restore();
    }

    /// The application's icon in all sizes, for a Stage.
    public static List<Image> appIcons() {
        List<Image> images = new ArrayList<>();
        for (int n : APP_SIZES) {
            String name = FOLDER + "hicolor/" + n + "x" + n + "/org.darsena.App.png";
            images.add(new Image(
                    Objects.requireNonNull(Icons.class.getResource(name), name).toExternalForm()));
        }
        return images;
    }

    private static IconShape read(Icon icon) {
        String name = FOLDER + icon.id() + ".svg";
        try (InputStream in = Icons.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("missing resource " + name);
            }
            return SvgReader.read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }
}

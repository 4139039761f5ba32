package org.darsena.app.graphs;

import java.nio.IntBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import javafx.geometry.Rectangle2D;
import javafx.scene.image.ImageView;
import javafx.scene.image.PixelBuffer;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.paint.Color;
import org.darsena.app.view.Column;
import org.darsena.app.view.Series;

/// The small lines of a table, all in one image: painting a screenful and handing it to the toolkit costs one upload,
/// where a canvas each costs one each. JavaFX thread only.
public final class Sparks {
    private static final int MORE = 32;

    private final int width;
    private final int height;
    private final int scale;
    /// One line, painted before it is compared with what is seen.
    private final int[] fresh;
    private final List<Spark> all = new ArrayList<>();
    private final Deque<Spark> free = new ArrayDeque<>();
    private int[] pixels = new int[0];
    private PixelBuffer<IntBuffer> buffer;
    private WritableImage image;
    private int dirtyTop = Integer.MAX_VALUE;
    private int dirtyBottom;

    /// @param width of one line, in points; also the number of samples it shows
    /// @param scale pixels a point, as of the screen
    public Sparks(int width, int height, int scale) {
        this.width = width;
        this.height = height;
        this.scale = scale;
        this.fresh = new int[width * height * scale * scale];
        this.buffer = new PixelBuffer<>(1, 1, IntBuffer.wrap(new int[1]), PixelFormat.getIntArgbPreInstance());
        this.image = new WritableImage(buffer);
    }

    /// One small line: put its [#node] where it is to be seen.
    public final class Spark {
        private final int slot;
        private final ImageView node = new ImageView();
        private boolean blank = true;

        private Spark(int slot) {
            this.slot = slot;
            node.setFitWidth(width);
            node.setFitHeight(height);
            node.setMouseTransparent(true);
            show();
        }

        private void show() {
            node.setImage(image);
            node.setViewport(new Rectangle2D(0, slot * height * scale, width * scale, height * scale));
        }

        public ImageView node() {
            return node;
        }

        /// Draws the newest samples; seen after [Sparks#flush].
        ///
        /// @param floor the smallest value that fills the height, so that noise near zero stays low
        public void paint(Series series, Column column, double floor, Color color) {
            blank = false;
            new SparkPainter(fresh, width * scale, height * scale, scale).paint(series, column, floor, width, color);
            int from = slot * fresh.length;
            // a line that looks as before, as of an idle container, costs no upload and no frame
            if (!Arrays.equals(fresh, 0, fresh.length, pixels, from, from + fresh.length)) {
                System.arraycopy(fresh, 0, pixels, from, fresh.length);
                dirty(slot);
            }
        }

        /// Draws nothing; seen after [Sparks#flush].
        public void blank() {
            if (!blank) {
                blank = true;
                Arrays.fill(pixels, slot * fresh.length, (slot + 1) * fresh.length, 0);
                dirty(slot);
            }
        }

        /// Gives its place back.
        public void release() {
            blank();
            free.push(this);
        }
    }

    /// A line that is not in use.
    public Spark take() {
        if (free.isEmpty()) {
            grow();
        }
        return free.pop();
    }

    /// Makes what was painted since the last call seen.
    public void flush() {
        if (dirtyBottom > 0) {
            var region = new Rectangle2D(0, dirtyTop, width * scale, dirtyBottom - dirtyTop);
            dirtyTop = Integer.MAX_VALUE;
            dirtyBottom = 0;
            buffer.updateBuffer(b -> region);
        }
    }

    private void dirty(int slot) {
        dirtyTop = Math.min(dirtyTop, slot * height * scale);
        dirtyBottom = Math.max(dirtyBottom, (slot + 1) * height * scale);
    }

    private void grow() {
        int slots = all.size() + MORE;
        int rows = slots * height * scale;
        pixels = Arrays.copyOf(pixels, width * scale * rows);
        buffer = new PixelBuffer<>(width * scale, rows, IntBuffer.wrap(pixels), PixelFormat.getIntArgbPreInstance());
        image = new WritableImage(buffer);
        all.forEach(Spark::show);
        for (int i = all.size(); i < slots; i++) {
            var spark = new Spark(i);
            all.add(spark);
            free.add(spark);
        }
    }
}

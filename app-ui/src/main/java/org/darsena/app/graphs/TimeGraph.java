package org.darsena.app.graphs;

import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import javafx.beans.property.LongProperty;
import javafx.geometry.Pos;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.paint.Color;
import org.darsena.app.text.Amounts;
import org.darsena.app.text.Texts;
import org.darsena.app.theme.Palette;
import org.darsena.app.theme.Parts;
import org.darsena.app.theme.Themes;
import org.darsena.app.view.Column;
import org.darsena.app.view.Series;
import org.jspecify.annotations.Nullable;

/// Ten minutes of one or two figures, or less while there is less: head with the newest value, canvas with the curve.
/// It keeps its size whatever it
/// shows, and is painted only when told to.
public final class TimeGraph extends VBox {
    /// No cursor.
    public static final long NOWHERE = -1;

    private final Spec spec;
    private final Texts texts;
    private final Amounts amounts;
    private final LongProperty cursor;
    private final Label value = Parts.label("", "section");
    private final Label note = Parts.label("", "small");
    private final Canvas canvas = new Canvas();
    private @Nullable Series series;
    private double limit;
    private long now;
    private @Nullable Silhouette painted;

    /// @param title key of its title
    /// @param columns what is drawn; the first with its area
    /// @param colors of each
    /// @param plotHeight without the axis
    /// @param floor what fills the height at least
    /// @param head what stands beside the title, from the values (newest or under the cursor)
    /// @param note what stands after it, from the values and the limit
    /// @param badge how the limit, or what fills the height, is written
    public record Spec(
            String title,
            List<Column> columns,
            Function<Palette, List<Color>> colors,
            double plotHeight,
            double floor,
            Function<Reading, String> head,
            Function<Reading, String> note,
            DoubleFunction<String> badge) {}

    /// What the words beside a graph are made of.
    ///
    /// @param values of each column; NaN: not known
    /// @param limit 0: none
    public record Reading(List<Double> values, double limit) {
        public double first() {
            return values.getFirst();
        }
    }

    /// @param cursor where the pointer is, in ms since the epoch, shared by graphs that stand together
    public TimeGraph(Spec spec, Texts texts, LongProperty cursor) {
        this.spec = spec;
        this.texts = texts;
        this.amounts = new Amounts(texts.locale());
        this.cursor = cursor;
        getStyleClass().add("time-graph");
        setSpacing(6);
        HBox head = new HBox(8, Parts.label(texts.text(spec.title()), "section"), value, note);
        head.setAlignment(Pos.BASELINE_LEFT);
        value.setMinWidth(Region.USE_PREF_SIZE);
        canvas.setHeight(spec.plotHeight() + Plot.AXIS);
        getChildren().addAll(head, holder());
        canvas.setOnMouseMoved(e -> point(e.getX()));
        canvas.setOnMouseExited(e -> cursor.set(NOWHERE));
        setAccessibleText(texts.text(spec.title()));
    }

    /// Gives the canvas its width; a canvas alone is not resizable.
    private Region holder() {
        var pane = new Pane(canvas) {
            @Override
            protected void layoutChildren() {
                if (canvas.getWidth() != Math.floor(getWidth())) {
                    canvas.setWidth(Math.floor(getWidth()));
                    paint();
                }
            }
        };
        canvas.setManaged(false);
        pane.setMinHeight(canvas.getHeight());
        pane.setPrefSize(100, canvas.getHeight());
        pane.setMinWidth(0);
        return pane;
    }

    /// Shows these figures, up to `now` (ms since the epoch).
    public void show(@Nullable Series next, double nextLimit, long nextNow) {
        series = next;
        limit = nextLimit;
        now = nextNow;
        if (cursor.get() != NOWHERE || !silhouette(scale()).looksAs(painted)) {
            paint();
        } else {
            words(sample());
        }
    }

    private void point(double x) {
        if (canvas.getWidth() > 0) {
            cursor.set(now
                    - Math.round((canvas.getWidth() - x) * Span.of(series, now).millis() / canvas.getWidth()));
        }
    }

    /// Draws it anew.
    public void paint() {
        double w = canvas.getWidth();
        GraphicsContext g = canvas.getGraphicsContext2D();
        g.clearRect(0, 0, w, canvas.getHeight());
        Palette palette = Themes.palette();
        var plot = new Plot(g, palette, w, spec.plotHeight(), now, Span.of(series, now));
        Scale scale = scale();
        painted = cursor.get() == NOWHERE ? silhouette(scale) : null;
        plot.grid();
        int at = sample();
        if (series != null) {
            List<Color> colors = spec.colors().apply(palette);
            for (int i = 0; i < spec.columns().size(); i++) {
                plot.line(series, spec.columns().get(i), scale, colors.get(i), i == 0);
            }
            if (cursor.get() != NOWHERE && at >= 0) {
                plot.cursor(series.millis(at), values(at), scale, colors);
            }
        }
        if (!Double.isNaN(max())) { // of what never ran there is nothing to compare
            if (Double.isNaN(scale.limit())) {
                plot.top(spec.badge().apply(scale.top()));
            }
            if (limit > 0) {
                plot.limit(scale, spec.badge().apply(limit));
            }
        }
        plot.axis(amounts, texts.text("ui.graphs.now"));
        words(at);
    }

    private void words(int at) {
        var reading = new Reading(values(at), limit);
        value.setText(spec.head().apply(reading));
        note.setText(
                cursor.get() != NOWHERE && at >= 0 && series != null
                        ? texts.text("ui.graphs.at", "time", Plot.clock(series.millis(at)))
                        : spec.note().apply(reading));
    }

    private Scale scale() {
        return Scale.of(max(), limit, spec.floor());
    }

    private Silhouette silhouette(Scale scale) {
        Span span = Span.of(series, now);
        return new Silhouette(series, spec.columns(), scale, span, now, canvas.getWidth(), spec.plotHeight(), limit);
    }

    private double max() {
        double max = Double.NaN;
        if (series != null) {
            for (Column column : spec.columns()) {
                for (int i = 0; i < series.size(); i++) {
                    double v = series.value(column, i);
                    max = v > max || Double.isNaN(max) ? v : max;
                }
            }
        }
        return max;
    }

    /// The sample under the cursor, else the newest if it is of now; -1: none.
    private int sample() {
        if (series == null || series.size() == 0) {
            return -1;
        }
        if (cursor.get() == NOWHERE) {
            return now - series.lastMillis() < 2 * 2_500 ? series.size() - 1 : -1;
        }
        int best = -1;
        long nearest = 3_000;
        for (int i = 0; i < series.size(); i++) {
            long distance = Math.abs(series.millis(i) - cursor.get());
            if (distance < nearest) {
                nearest = distance;
                best = i;
            }
        }
        return best;
    }

    private List<Double> values(int at) {
        return spec.columns().stream()
                .map(c -> at < 0 || series == null ? Double.NaN : series.value(c, at))
                .toList();
    }
}

package org.darsena.app.containers;

import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import org.darsena.app.containers.Line.Row;
import org.darsena.app.graphs.Sparks;
import org.darsena.app.theme.Themes;
import org.darsena.app.view.Column;
import org.darsena.app.view.Figures;
import org.darsena.app.view.Island;
import org.darsena.app.view.LiveState;

/// The cells of figures: processor with its line, memory with its meter, network, processes.
final class FigureCells {
    static final int SPARK_WIDTH = 62;
    static final int SPARK_HEIGHT = 22;

    /// What fills a line's height at least: 5 % of a processor.
    private static final double FLOOR = 0.05;

    private FigureCells() {}

    /// A number, right-aligned.
    static final class Plainly extends LiveCell {
        private final java.util.function.Function<Row, String> words;
        private final Plain plain;

        Plainly(Tracker tracker, java.util.function.Function<Row, String> words) {
            this(tracker, words, new Plain());
        }

        private Plainly(Tracker tracker, java.util.function.Function<Row, String> words, Plain plain) {
            super(tracker, plain);
            this.words = words;
            this.plain = plain;
        }

        @Override
        void show(Row row) {
            plain.show(words.apply(row));
        }

        private static final class Plain extends Island {
            private final FigureText text = new FigureText();

            Plain() {
                inside().getChildren().add(text);
            }

            void show(String words) {
                if (text.show(words)) {
                    replace();
                }
            }

            @Override
            protected void place(double width, double height) {
                text.endAt(width, height / 2);
            }
        }
    }

    /// Processor time: the last minute as a line, the newest in per cent.
    static final class Cpu extends LiveCell {
        private final LiveState live;
        private final Figures figures;
        private final Sparks sparks;
        private final CpuInside inside;

        Cpu(Tracker tracker, LiveState live, Figures figures, Sparks sparks) {
            this(tracker, live, figures, sparks, new CpuInside());
        }

        private Cpu(Tracker tracker, LiveState live, Figures figures, Sparks sparks, CpuInside inside) {
            super(tracker, inside);
            this.live = live;
            this.figures = figures;
            this.sparks = sparks;
            this.inside = inside;
        }

        @Override
        void show(Row row) {
            String subject = row.now().subject();
            boolean runs = row.now().pid() != 0;
            inside.show(runs ? figures.cpu(live.latest(subject, Column.CPU)) : Figures.NONE);
            if (runs) {
                Color color = Themes.palette().graph1();
                inside.spark(sparks).paint(live.series(subject), Column.CPU, FLOOR, color);
            } else {
                inside.noSpark();
            }
        }

        @Override
        void clear() {
            inside.noSpark();
        }

        private static final class CpuInside extends Island {
            private final FigureText text = new FigureText();
            private Sparks.@org.jspecify.annotations.Nullable Spark spark;

            CpuInside() {
                inside().getChildren().add(text);
            }

            void show(String words) {
                if (text.show(words)) {
                    replace();
                }
            }

            Sparks.Spark spark(Sparks sparks) {
                if (spark == null) {
                    spark = sparks.take();
                    spark.node().setManaged(false);
                    inside().getChildren().add(spark.node());
                    replace();
                }
                return spark;
            }

            void noSpark() {
                if (spark != null) {
                    inside().getChildren().remove(spark.node());
                    spark.release();
                    spark = null;
                }
            }

            @Override
            protected void place(double width, double height) {
                text.endAt(width, height / 2);
                if (spark != null) {
                    spark.node().relocate(0, Math.rint((height - SPARK_HEIGHT) / 2));
                }
            }
        }
    }

    /// Memory: used of limit in MiB, and as a bar.
    static final class Memory extends LiveCell {
        private final LiveState live;
        private final Figures figures;
        private final MemoryInside inside;

        Memory(Tracker tracker, LiveState live, Figures figures) {
            this(tracker, live, figures, new MemoryInside());
        }

        private Memory(Tracker tracker, LiveState live, Figures figures, MemoryInside inside) {
            super(tracker, inside);
            this.live = live;
            this.figures = figures;
            this.inside = inside;
        }

        @Override
        void show(Row row) {
            double limit = row.now().memoryLimit();
            boolean runs = row.now().pid() != 0;
            double used = runs ? live.latest(row.now().subject(), Column.MEMORY) : Double.NaN;
            inside.show(
                    figures.mebibytes(used),
                    " / " + (limit > 0 ? figures.mebibytes(limit) : Figures.NONE),
                    limit > 0 && runs ? used / limit : Double.NaN);
        }

        private static final class MemoryInside extends Island {
            private static final double METER = 44;
            private final FigureText used = new FigureText();
            private final FigureText limit = new FigureText("unit");
            private final Bar bar = new Bar();

            MemoryInside() {
                bar.setManaged(false);
                inside().getChildren().addAll(used, limit, bar);
            }

            void show(String usedWords, String limitWords, double share) {
                boolean usedMoved = used.show(usedWords);
                boolean limitMoved = limit.show(limitWords);
                if (usedMoved || limitMoved) {
                    replace();
                }
                bar.share(share);
            }

            @Override
            protected void place(double width, double height) {
                double x = width;
                bar.resizeRelocate(width - METER, Math.rint(height / 2) - 2, METER, 4);
                x -= METER + 8;
                used.endAt(limit.endAt(x, height / 2), height / 2);
            }
        }
    }

    /// A thin bar. A ProgressBar would bring a skin and its own layout for each row.
    private static final class Bar extends Region {
        private static final double NEAR = 0.8;
        private final Region fill = new Region();
        private double share = Double.NaN;

        Bar() {
            getStyleClass().add("bar-track");
            fill.getStyleClass().addAll("bar-fill", "memory");
            fill.setManaged(false);
            getChildren().add(fill);
            setVisible(false);
        }

        void share(double now) {
            boolean near = now > NEAR;
            if (near != share > NEAR) {
                fill.getStyleClass().setAll("bar-fill", near ? "warn" : "memory");
            }
            boolean moved = Math.round(now * 100) != Math.round(share * 100);
            share = now;
            setVisible(now >= 0);
            if (moved) {
                layoutChildren();
            }
        }

        @Override
        protected void layoutChildren() {
            fill.resizeRelocate(0, 0, Math.rint(Math.clamp(share, 0, 1) * getWidth()), getHeight());
        }
    }
}

package org.darsena.app.containers;

import java.util.function.Function;
import javafx.scene.control.Label;
import org.darsena.app.containers.Line.Row;
import org.darsena.app.theme.Parts;
import org.darsena.app.view.Island;

/// Words about a container, cut with an ellipsis where there is no room.
final class WordsCell extends LiveCell {
    private final Function<Row, String> words;
    private final Inside inside;

    WordsCell(Tracker tracker, Function<Row, String> words, String... classes) {
        this(tracker, words, new Inside(classes));
    }

    private WordsCell(Tracker tracker, Function<Row, String> words, Inside inside) {
        super(tracker, inside);
        this.words = words;
        this.inside = inside;
    }

    @Override
    void show(Row row) {
        inside.show(words.apply(row));
    }

    private static final class Inside extends Island {
        private final Label label;

        Inside(String... classes) {
            label = Parts.label("", classes);
            label.getStyleClass().add("mute");
            label.setManaged(false);
            inside().getChildren().add(label);
        }

        void show(String words) {
            if (!words.equals(label.getText())) {
                label.setText(words);
                replace();
            }
        }

        @Override
        protected void place(double width, double height) {
            label.resizeRelocate(0, 0, width, height);
        }
    }
}

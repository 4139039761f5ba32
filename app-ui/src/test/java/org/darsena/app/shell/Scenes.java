package org.darsena.app.shell;

import java.nio.charset.StandardCharsets;
import org.darsena.app.client.ContainerView;
import org.darsena.app.client.FakeHelper;
import org.darsena.model.json.LabReader;

/// What is drawn.
enum Scenes {
    NONE(0),
    FIVE(5),
    LAB(17) {
        @Override
        FakeHelper helper() throws Exception {
            FakeHelper helper = super.helper();
            try (var in = LabReader.class.getResourceAsStream("/org/darsena/labs/dmz.json")) {
                helper.addLab(LabReader.read(new String(in.readAllBytes(), StandardCharsets.UTF_8)));
            }
            return helper;
        }
    },
    MANY(1000),
    SEVERAL(24) {
        @Override
        void act(Window window, FakeHelper helper) {
            var table = (javafx.scene.control.TableView<?>) window.scene().lookup("#containers");
            table.getSelectionModel().selectRange(1, 5);
        }
    },
    OVERVIEW(24) {
        @Override
        void before(Settings settings) {
            settings.put("detail.tab", "overview");
        }
    };

    private final int count;

    Scenes(int count) {
        this.count = count;
    }

    boolean once() {
        return false;
    }

    FakeHelper helper() throws Exception {
        FakeHelper helper = new FakeHelper().containers(count);
        helper.documents("{\"memory\":25232000000,\"processors\":4}", "{\"images\":[{\"id\":\"host\"}]}");
        return helper;
    }

    void before(Settings settings) {}

    void act(Window window, FakeHelper helper) throws Exception {}

    static ContainerView any(FakeHelper helper) {
        return helper.containers().getFirst();
    }
}

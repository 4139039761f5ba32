package org.darsena.app.shell;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import org.darsena.api.Errors;
import org.darsena.app.client.ContainerView;
import org.darsena.app.client.FakeHelper;
import org.darsena.app.client.HelperException;
import org.darsena.app.terminal.Shell;
import org.darsena.model.json.ShippedLabs;

/// What is drawn.
enum Scenes {
    NONE(0),
    FIVE(5),
    LAB(17) {
        @Override
        FakeHelper helper() throws Exception {
            FakeHelper helper = super.helper();
            helper.addLab(ShippedLabs.read("dmz"));
            return helper;
        }
    },
    MANY(1000),
    SEVERAL(24) {
        @Override
        void act(Window window, FakeHelper helper) {
            table(window).getSelectionModel().selectRange(1, 5);
        }
    },
    REMOVAL(24) {
        @Override
        void act(Window window, FakeHelper helper) {
            key(table(window), KeyCode.DELETE);
        }
    },
    DENIED(24) {
        @Override
        void act(Window window, FakeHelper helper) {
            helper.fail(new HelperException(Errors.DISMISSED, Map.of("action", "manage", "name", "backend-a")));
            click(window, "verb-stop");
        }
    },
    BROKEN(24) {
        @Override
        void act(Window window, FakeHelper helper) {
            helper.disconnect(new HelperException(HelperException.BROKEN, Map.of()));
        }
    },
    ABSENT(0) {
        @Override
        FakeHelper helper() throws Exception {
            FakeHelper helper = super.helper();
            helper.disconnect(new HelperException(HelperException.ABSENT, Map.of()));
            return helper;
        }
    },
    JOB(24) {
        @Override
        void act(Window window, FakeHelper helper) {
            helper.hold();
            click(window, "verb-stop");
        }
    },
    FINDER(24) {
        @Override
        void act(Window window, FakeHelper helper) {
            window.frame().find();
            ((TextField) node(window, "find")).setText("web");
        }
    },
    LOG(24) {
        @Override
        void before(Settings settings) {
            settings.put("detail.tab", "log");
        }

        @Override
        FakeHelper helper() throws Exception {
            FakeHelper helper = super.helper();
            var lines = new StringBuilder();
            for (int i = 0; i < 200; i++) {
                lines.append("2026-01-05T09:%02d:%02d nginx[1]: GET /index%d.html 200 in %d ms%n"
                        .formatted(i / 60, i % 60, i % 7, i % 23));
            }
            helper.containers().forEach(c -> helper.log(c.id(), lines.toString()));
            return helper;
        }

        @Override
        void act(Window window, FakeHelper helper) {
            ((TextField) node(window, "log-search")).setText("index3");
        }
    },
    KERNEL(24) {
        @Override
        void before(Settings settings) {
            settings.put("detail.tab", "kernel");
        }
    },
    OVERVIEW(24) {
        @Override
        void before(Settings settings) {
            settings.put("detail.tab", "overview");
        }
    },
    KIND(24) {
        @Override
        void act(Window window, FakeHelper helper) {
            window.frame().create("");
        }
    },
    RESOURCES(24) {
        @Override
        void act(Window window, FakeHelper helper) {
            window.frame().create("");
            next(window, 2);
        }

        @Override
        void type(Window window) {
            ((TextField) node(window, "create-memory")).setText("lots");
        }
    },
    NETWORK(24) {
        @Override
        void act(Window window, FakeHelper helper) {
            window.frame().create("");
            next(window, 3);
        }

        @Override
        void type(Window window) {
            Event.fireEvent(node(window, "create-plug-bridge"), clicked());
        }
    },
    PROTECTION(24) {
        @Override
        void act(Window window, FakeHelper helper) {
            window.frame().create("");
            next(window, 4);
        }

        @Override
        void type(Window window) {
            click(window, "create-unprivileged");
        }
    },
    WORDS(24) {
        @Override
        void act(Window window, FakeHelper helper) {
            window.frame().create("");
            next(window, 5);
        }
    },
    COMMANDS(24) {
        @Override
        void before(Settings settings) {
            settings.put("create.plan", "1");
        }

        @Override
        void act(Window window, FakeHelper helper) {
            window.frame().create("");
            next(window, 5);
        }
    },
    IMAGES(24) {
        @Override
        void act(Window window, FakeHelper helper) {
            window.frame().go("images");
        }
    },
    MACHINE(24) {
        @Override
        void act(Window window, FakeHelper helper) {
            window.frame().go("machine");
        }
    },
    LABS(17) {
        @Override
        FakeHelper helper() throws Exception {
            return LAB.helper();
        }

        @Override
        void act(Window window, FakeHelper helper) {
            window.frame().openLab("dmz");
        }
    },
    TERMINAL(24) {
        @Override
        FakeHelper helper() throws Exception {
            FakeHelper helper = super.helper();
            Shell started = Shell.start("bash", "--norc", "--noprofile");
            started.resize(150, 14);
            helper.terminals(started::master);
            helper.hold();
            return helper;
        }

        @Override
        void act(Window window, FakeHelper helper) {
            window.frame().openTerminal(any(helper).id());
        }

        @Override
        void type(Window window) {
            Node screen = Objects.requireNonNull(window.scene().lookup(".terminal"));
            for (char c : "ls --color=always -ld /usr/b* /etc/p* | head -8".toCharArray()) {
                String text = String.valueOf(c);
                Event.fireEvent(
                        screen,
                        new KeyEvent(KeyEvent.KEY_TYPED, text, text, KeyCode.UNDEFINED, false, false, false, false));
            }
            key(screen, KeyCode.ENTER);
        }
    };

    private final int count;

    Scenes(int count) {
        this.count = count;
    }

    FakeHelper helper() throws Exception {
        FakeHelper helper = new FakeHelper().containers(count);
        helper.documents(
                resource("doctor.json"), "{\"images\":[{\"id\":\"host\",\"size\":1258291,\"created\":1767603600000}]}");
        String inspection = resource("inspect.json");
        helper.containers().forEach(c -> helper.inspection(c.id(), inspection));
        return helper;
    }

    void before(Settings settings) {}

    void act(Window window, FakeHelper helper) throws Exception {}

    void type(Window window) throws Exception {}

    static ContainerView any(FakeHelper helper) {
        return helper.containers().getFirst();
    }

    static Node node(Window window, String id) {
        return Objects.requireNonNull(window.scene().lookup("#" + id), id);
    }

    static void click(Window window, String id) {
        ((ButtonBase) node(window, id)).fire();
    }

    static MouseEvent clicked() {
        return new MouseEvent(
                MouseEvent.MOUSE_CLICKED,
                0,
                0,
                0,
                0,
                MouseButton.PRIMARY,
                1,
                false,
                false,
                false,
                false,
                false,
                false,
                false,
                true,
                false,
                true,
                null);
    }

    static void next(Window window, int times) {
        for (int i = 0; i < times; i++) {
            click(window, "create-next");
        }
    }

    static TableView<?> table(Window window) {
        return (TableView<?>) node(window, "containers");
    }

    static void key(Node node, KeyCode code) {
        Event.fireEvent(node, new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, false, false, false, false));
    }

    static String resource(String name) throws IOException {
        try (var in = Objects.requireNonNull(Scenes.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}

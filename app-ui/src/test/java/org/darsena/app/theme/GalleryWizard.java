package org.darsena.app.theme;

import javafx.geometry.Insets;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Label;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// The last step of the wizard, after the picture `what-will-happen`.
final class GalleryWizard {
    private GalleryWizard() {}

    static Parent page() {
        HBox title = new HBox(
                10,
                Parts.label("What will happen", "title"),
                Parts.label("9 steps, nothing outside this container changes", "mute"));
        title.setAlignment(javafx.geometry.Pos.BASELINE_LEFT);
        TabPane tabs = new TabPane();
        tabs.setTabClosingPolicy(TabPane.TabClosingPolicy.UNAVAILABLE);
        tabs.getTabs()
                .addAll(
                        new Tab("In words"),
                        new Tab("As commands", plan()),
                        new Tab("As system calls"),
                        new Tab("Specification (JSON)"));
        tabs.getSelectionModel().select(1);
        VBox.setVgrow(tabs, Priority.ALWAYS);
        HBox foot = new HBox(
                Icons.of(Icon.LOCK),
                Parts.label("Starting a container of your own needs no password.", "small"),
                Parts.spacer(),
                Parts.button(null, "Back"),
                Parts.button(null, "Create only"),
                Parts.primary(null, "Create and start"));
        foot.getStyleClass().add("wizard-foot");
        VBox body = new VBox(title, tabs, foot);
        body.getStyleClass().add("wizard-body");
        HBox.setHgrow(body, Priority.ALWAYS);
        HBox sheet = new HBox(steps(), body);
        sheet.getStyleClass().add("wizard-sheet");
        StackPane work = new StackPane(sheet);
        work.setPadding(new Insets(28, 60, 36, 60));
        return GalleryFrame.around("Containers", work, null);
    }

    private static Node steps() {
        VBox steps = new VBox(
                Parts.label("New container", "title"),
                step(1, "Kind", "application", "done"),
                step(2, "Image", "debian-13", "done"),
                step(3, "Resources", "256 MiB, 50 %, 64", "done"),
                step(4, "Network", "veth → dmz", "done"),
                step(5, "Protection", "unprivileged, default", "done"),
                step(6, "What will happen", "", "current"));
        steps.getStyleClass().add("wizard-steps");
        return steps;
    }

    private static Node step(int number, String name, String choice, String state) {
        Label badge = state.equals("done") ? new Label("", Icons.of(Icon.CHECK, 14)) : new Label("" + number);
        badge.getStyleClass().add("step-badge");
        VBox words = new VBox(1, Parts.label(name, "step-name"));
        if (!choice.isEmpty()) {
            words.getChildren().add(Parts.label(choice, "step-choice"));
        } else {
            words.setAlignment(javafx.geometry.Pos.CENTER_LEFT);
        }
        HBox step = new HBox(badge, words);
        step.getStyleClass().addAll("step", state);
        return step;
    }

    private static Node plan() {
        return new VBox(
                row(
                        1,
                        "Lay a private layer over the image",
                        "mkdir upper work && mount -t overlay -o lowerdir=debian-13,… /run/…/root",
                        "mount(\"overlay\")"),
                row(
                        2,
                        "Give it a control group",
                        "mkdir /sys/fs/cgroup/memory/darsena/ana/web; echo 268435456 > memory.limit_in_bytes",
                        "mkdir, write ×6"),
                row(
                        3,
                        "Make its namespaces",
                        "unshare --user --mount --pid --net --uts --ipc --cgroup --fork",
                        "clone3(0x7e020000)"),
                row(
                        4,
                        "Map its root to an ordinary id",
                        "echo \"0 1231072 65536\" > /proc/PID/uid_map",
                        "write uid_map, gid_map"),
                row(
                        5,
                        "Plug it into dmz",
                        "ip link add d-web type veth peer eth0 netns PID; ip link set d-web master dmz",
                        "RTM_NEWLINK, RTM_NEWADDR"),
                row(
                        6,
                        "Load the system-call filter",
                        "(1 266 instructions, from the cache)",
                        "seccomp(SET_MODE_FILTER)"));
    }

    private static Node row(int number, String words, String command, String calls) {
        Label n = Parts.label("" + number, "faint", "num");
        n.setMinWidth(14);
        Label name = Parts.label(words, "strong");
        name.setMinWidth(236);
        name.setPrefWidth(236);
        Label text = Parts.wrapped(command, "mono");
        text.setPrefWidth(370);
        Label last = Parts.label(calls, "mono", "faint");
        last.setMinWidth(190);
        last.setPrefWidth(190);
        HBox.setHgrow(text, Priority.ALWAYS);
        HBox row = new HBox(n, name, text, last);
        row.getStyleClass().add("step-row");
        return row;
    }
}

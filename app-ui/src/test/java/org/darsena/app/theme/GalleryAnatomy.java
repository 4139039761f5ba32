package org.darsena.app.theme;

import java.util.List;
import java.util.Set;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// The anatomy of a container, after the picture `anatomy`.
final class GalleryAnatomy {
    private static final Set<String> ON = Set.of(
            "chown",
            "dac_override",
            "fowner",
            "fsetid",
            "kill",
            "setgid",
            "setuid",
            "setpcap",
            "net_bind_service",
            "sys_chroot",
            "audit_write",
            "setfcap");
    private static final List<String> CAPABILITIES = List.of(
            "chown",
            "dac_override",
            "dac_read_search",
            "fowner",
            "fsetid",
            "kill",
            "setgid",
            "setuid",
            "setpcap",
            "linux_immutable",
            "net_bind_service",
            "net_broadcast",
            "net_admin",
            "net_raw",
            "ipc_lock",
            "ipc_owner",
            "sys_module",
            "sys_rawio",
            "sys_chroot",
            "sys_ptrace",
            "sys_pacct",
            "sys_admin",
            "sys_boot",
            "sys_nice",
            "sys_resource",
            "sys_time",
            "sys_tty_config",
            "mknod",
            "lease",
            "audit_write",
            "audit_control",
            "setfcap");

    private GalleryAnatomy() {}

    static Parent page() {
        HBox head = new HBox(
                Parts.label("web", "title"),
                Parts.pill(Tone.OK, "Running"),
                Parts.label("Anatomy · read from the kernel 0.4 s ago", "small"),
                Parts.spacer(),
                Parts.button(null, "Compare with…"),
                Parts.button(Icon.EXPORT, "Export"));
        head.getStyleClass().add("page-head");
        HBox columns = new HBox(
                14,
                column(440, namespaces(), cgroups()),
                column(356, capabilities(), mounts()),
                column(372, refused(), isolation()));
        VBox work = new VBox(head, columns);
        work.getStyleClass().add("work");
        return GalleryFrame.around("Containers", work, null);
    }

    private static VBox column(double width, Node... cards) {
        VBox column = new VBox(14, cards);
        column.setPrefWidth(width);
        column.setMinWidth(width);
        return column;
    }

    private static Node namespaces() {
        VBox rows = new VBox(
                namespace("mount", true, "4026532711 · private, 14 mounts"),
                namespace("pid", true, "4026532714 · pid 1 here is 28 114"),
                namespace("net", true, "4026532777 · eth0 → dmz-sw"),
                namespace("uts", true, "hostname web"),
                namespace("user", true, "owner ana"),
                namespace("cgroup", true, "/ here is /darsena/ana/web"),
                namespace("time", false, "4026531834"));
        HBox inside = range("0 root", "65 535", "inside");
        return Parts.card(
                "Namespaces",
                "7 of its own, 1 of the machine",
                rows,
                new VBox(
                        8,
                        Parts.label("User ids: inside → outside", "small"),
                        inside,
                        range("1 231 072", "1 296 607")));
    }

    private static HBox range(String from, String to, String... classes) {
        HBox range = new HBox(new Label(from), Parts.spacer(), new Label(to));
        range.getStyleClass().add("id-range");
        range.getStyleClass().addAll(classes);
        range.setAlignment(javafx.geometry.Pos.CENTER_LEFT);
        return range;
    }

    private static Node namespace(String name, boolean own, String note) {
        Label chip = Parts.label(own ? "own" : "host", "chip", own ? "own" : "shared");
        HBox row = new HBox(fixed(Parts.label(name, "strong"), 72), fixed(chip, 50), Parts.label(note, "mono", "mute"));
        row.getStyleClass().add("fact-row");
        return row;
    }

    private static Node fixed(Label label, double width) {
        HBox box = Parts.row(0, label);
        box.setMinWidth(width);
        box.setPrefWidth(width);
        return box;
    }

    private static Node cgroups() {
        VBox rows = new VBox(
                bar("cpu", "cpu", 0.37, "18.6 of 50 %"),
                bar("cpuset", "cpu", 0.5, "core 1 of 0–1"),
                bar("memory", "warn", 0.83, "212 of 256 MiB"),
                bar("blkio", "network", 0.06, "0.6 of 10 MB/s"),
                bar("pids", "memory", 0.14, "9 of 64"),
                bar("devices", "pids", 0.25, "7 nodes allowed"),
                bar("hugetlb", "cpu", 0, "not on this kernel"));
        return Parts.card("Control groups", "/darsena/ana/web", rows);
    }

    private static Node bar(String name, String kind, double share, String words) {
        ProgressBar meter = Parts.meter(kind, share);
        meter.setPrefWidth(184);
        HBox row = new HBox(fixed(Parts.label(name, "strong"), 76), meter, Parts.spacer(), Parts.label(words, "mute"));
        row.getStyleClass().add("fact-row");
        return row;
    }

    private static Node capabilities() {
        FlowPane chips = new FlowPane(5, 5);
        for (String c : CAPABILITIES) {
            Label chip = Parts.label(c, "chip");
            if (ON.contains(c)) {
                chip.getStyleClass().add("on");
            }
            if (c.equals("net_bind_service")) {
                chip.getStyleClass().add("picked");
            }
            chips.getChildren().add(chip);
        }
        VBox inset = new VBox(
                Parts.label("net_bind_service", "strong"),
                Parts.wrapped(
                        "Lets a process listen on ports below 1024. The web server needs it for port 80. In all five sets.",
                        "small"),
                Parts.label("/proc/28114/status CapEff 00000000a80005fb", "mono", "faint"));
        inset.getStyleClass().add("inset");
        return Parts.card("Capabilities", "12 of 41 effective", chips, inset);
    }

    private static Node mounts() {
        VBox rows = new VBox(
                4,
                Parts.label("/ overlay ro", "mono"),
                Parts.label("/proc nosuid nodev noexec, 9 paths masked", "mono"),
                Parts.label("/data id-mapped bind, rw nosuid nodev", "mono"));
        return Parts.card("Mounts", "14, none shared with the machine", rows);
    }

    private static Node refused() {
        javafx.scene.control.ComboBox<String> box = new javafx.scene.control.ComboBox<>();
        box.getItems().add("mount -t tmpfs none /mnt");
        box.getSelectionModel().select(0);
        box.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(box, Priority.ALWAYS);
        VBox inset = new VBox(Parts.wrapped(
                "Allowing it takes two settings: cap add sys_admin and seccomp: allow mount. With both, root inside can"
                        + " also remount /proc and load BPF in its namespaces.",
                "small"));
        inset.getStyleClass().add("inset");
        return Parts.card(
                "Why was it refused?",
                "",
                new HBox(8, box, Parts.primary(null, "Try it")),
                new VBox(
                        check(Icon.CHECK, "ok", "file permissions", "root inside the container"),
                        check(Icon.CROSS, "bad", "capability", "sys_admin is not in the effective set"),
                        check(Icon.MORE, "faint", "seccomp", "would refuse too: mount"),
                        check(Icon.MORE, "faint", "AppArmor", "not on this kernel")),
                inset);
    }

    static HBox check(Icon icon, String tone, String what, String words) {
        IconView view = Icons.of(icon);
        view.getStyleClass().add(tone);
        Label name = Parts.label(what, "strong");
        if (!tone.equals("ok")) {
            name.getStyleClass().add(tone);
        }
        HBox row = new HBox(view, fixed(name, 112), Parts.label(words, "mute"));
        row.getStyleClass().add("check-row");
        return row;
    }

    private static Node isolation() {
        return Parts.card(
                "Isolation check",
                "14 of 15 hold",
                Parts.banner(
                        Tone.WARN,
                        Icon.SHIELD,
                        "One thing was weakened by its specification: time namespace shared with the machine."));
    }
}

package org.darsena.app.theme;

import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.VBox;
import javafx.scene.paint.Color;
import javafx.scene.text.TextAlignment;

/// The designer, after the picture `designer`; its drawing tries the icons and colours on a canvas.
final class GalleryDesigner {
    private GalleryDesigner() {}

    static Parent page() {
        HBox toolbar = new HBox(
                Parts.label("dmz", "title"),
                Parts.pill(Tone.OK, "Running, 9 nodes"),
                Parts.iconButton(Icon.UNDO, "Undo"),
                Parts.iconButton(Icon.REDO, "Redo"),
                Parts.flat(Icon.ARRANGE, "Arrange"),
                Parts.flat(Icon.ADDRESSES, "Addresses"),
                Parts.spacer(),
                Parts.label("goes back by itself in 0:27 unless kept", "small"),
                Parts.button(null, "Text"),
                Parts.button(Icon.STOP, "Stop"),
                Parts.primary(Icon.PLAY, "Apply 3 changes"));
        toolbar.getStyleClass().add("toolbar");
        BorderPane work = new BorderPane(drawing());
        work.setTop(toolbar);
        work.setLeft(toolbox());
        work.setRight(inspector());
        work.setBottom(drawer());
        return GalleryFrame.around("Labs", work, null);
    }

    private static Node toolbox() {
        VBox box = new VBox();
        box.getStyleClass().add("toolbox");
        Icon[] icons = {
            Icon.CUBE,
            Icon.ROUTER,
            Icon.SWITCH,
            Icon.FIREWALL,
            Icon.BALANCER,
            Icon.SERVER,
            Icon.CLOUD,
            Icon.NIC,
            Icon.ZONE
        };
        String[] names = {"Host", "Router", "Switch", "Firewall", "Balancer", "Server", "NAT", "Host NIC", "Zone"};
        for (int i = 0; i < icons.length; i++) {
            Button tool = new Button(names[i], Icons.of(icons[i], 24));
            tool.getStyleClass().add("tool");
            tool.setMaxWidth(Double.MAX_VALUE);
            box.getChildren().add(tool);
        }
        return box;
    }

    private static Node drawing() {
        Canvas canvas = new Canvas(820, 586);
        GraphicsContext g = canvas.getGraphicsContext2D();
        Palette p = Themes.palette();
        zone(g, "Internet", p.internet(), 24, 150, 170, 250);
        zone(g, "DMZ", p.dmz(), 316, 24, 330, 178);
        zone(g, "LAN", p.lan(), 462, 266, 342, 272);
        link(g, 110, 280, 258, 330, p.mute(), "38 kb/s");
        link(g, 258, 330, 398, 330, p.accent(), "1.2 Mb/s");
        link(g, 398, 330, 398, 122, p.accent(), "1.2 Mb/s");
        link(g, 398, 122, 566, 122, p.mute(), "0.4 Mb/s");
        link(g, 398, 330, 520, 410, p.mute(), "24 kb/s");
        node(g, Icon.CLOUD, "internet", "203.0.113.10", 110, 280, false);
        node(g, Icon.ROUTER, "edge", "OSPF · NAT", 258, 330, false);
        node(g, Icon.FIREWALL, "fw", "3 zones", 398, 330, true);
        node(g, Icon.SWITCH, "dmz-sw", "10.0.1.0/24", 398, 122, false);
        node(g, Icon.SERVER, "web", "10.0.1.10", 566, 122, false);
        node(g, Icon.ROUTER, "core", "OSPF", 520, 410, false);
        node(g, Icon.SYSTEM, "client-1", ".11", 700, 350, false);
        return new Pane(canvas);
    }

    private static void zone(GraphicsContext g, String name, Color color, double x, double y, double w, double h) {
        g.setFill(Palette.zoneFill(color));
        g.fillRoundRect(x, y, w, h, 24, 24);
        g.setStroke(color.deriveColor(0, 1, 1, 0.6));
        g.setLineWidth(1.35);
        g.setLineDashes(5, 4);
        g.strokeRoundRect(x, y, w, h, 24, 24);
        g.setLineDashes();
        g.setFill(color);
        g.setFont(Fonts.semibold(12));
        g.setTextAlign(TextAlignment.LEFT);
        g.fillText(name, x + 16, y + 24);
    }

    private static void link(GraphicsContext g, double x, double y, double u, double v, Color color, String rate) {
        Palette p = Themes.palette();
        g.setStroke(color);
        g.setLineWidth(color.equals(p.accent()) ? 2.2 : 1.35);
        g.strokeLine(x, y, u, v);
        double cx = (x + u) / 2;
        double cy = (y + v) / 2;
        g.setFill(p.raised());
        g.setStroke(p.line());
        g.setLineWidth(1);
        g.fillRoundRect(cx - 33, cy - 9, 66, 18, 18, 18);
        g.strokeRoundRect(cx - 33, cy - 9, 66, 18, 18, 18);
        g.setFill(p.mute());
        g.setFont(Fonts.mono(11));
        g.setTextAlign(TextAlignment.CENTER);
        g.fillText(rate, cx, cy + 4);
    }

    private static void node(
            GraphicsContext g, Icon icon, String name, String note, double x, double y, boolean picked) {
        Palette p = Themes.palette();
        g.setFill(p.raised());
        g.fillRoundRect(x - 27, y - 27, 54, 54, 24, 24);
        g.setStroke(picked ? p.accent() : p.line());
        g.setLineWidth(picked ? 2 : 1);
        g.strokeRoundRect(x - 27, y - 27, 54, 54, 24, 24);
        Icons.draw(g, icon, x - 14, y - 14, 28, p.text());
        g.setFill(p.ok());
        g.fillOval(x + 17, y - 25, 8, 8);
        halo(g, name, x, y + 42, Fonts.semibold(12), p.text());
        halo(g, note, x, y + 56, Fonts.mono(11), p.mute());
    }

    private static void halo(GraphicsContext g, String text, double x, double y, javafx.scene.text.Font font, Color c) {
        g.setFont(font);
        g.setTextAlign(TextAlignment.CENTER);
        g.setStroke(Themes.palette().bg());
        g.setLineWidth(4);
        g.setLineJoin(javafx.scene.shape.StrokeLineJoin.ROUND);
        g.strokeText(text, x, y);
        g.setFill(c);
        g.fillText(text, x, y);
    }

    private static Node inspector() {
        HBox head = new HBox(Icons.of(Icon.FIREWALL, 20), Parts.label("fw", "title"), Parts.pill(Tone.OK, "Running"));
        head.getStyleClass().add("detail-head");
        TabPane tabs = new TabPane();
        tabs.setTabClosingPolicy(TabPane.TabClosingPolicy.UNAVAILABLE);
        VBox body = new VBox(
                Parts.wrapped("Who may open connections to whom. Colours show what a probe just measured.", "small"),
                matrix(),
                Parts.row(
                        8, Parts.button(Icon.PROBE, "Probe again"), Parts.label("9 probes, all as intended", "small")),
                Parts.label("Link fw → dmz-sw", "section"),
                Parts.label("veth · 10.0.1.1/24 · MTU 1500", "small"));
        body.getStyleClass().add("detail-body");
        tabs.getTabs().addAll(new Tab("Zones", body), new Tab("Interfaces"), new Tab("Start-up"), new Tab("Rules"));
        VBox inspector = new VBox(head, tabs);
        inspector.getStyleClass().add("inspector");
        inspector.setPrefWidth(340);
        inspector.setMinWidth(340);
        return inspector;
    }

    static Node matrixCard() {
        return Parts.card("Zones", "who may open connections to whom", matrix());
    }

    private static GridPane matrix() {
        GridPane matrix = new GridPane();
        matrix.getStyleClass().add("matrix");
        String[][] cells = {
            {"from \\ to", "Internet", "DMZ", "LAN"},
            {"Internet", "·", "tcp 80, 443", "deny"},
            {"DMZ", "deny", "·", "deny"},
            {"LAN", "all, NAT", "tcp 80, 22", "·"}
        };
        String[] zones = {"", "zone-internet", "zone-dmz", "zone-lan"};
        for (int row = 0; row < 4; row++) {
            for (int col = 0; col < 4; col++) {
                Label cell = Parts.label(cells[row][col], "matrix-cell");
                if (row == 0 || col == 0) {
                    cell.getStyleClass().add(zones[row + col].isEmpty() ? "faint" : zones[row + col]);
                    cell.getStyleClass().addAll(col == 0 ? new String[] {"head"} : new String[0]);
                } else if (!cells[row][col].equals("·")) {
                    cell.getStyleClass().add(cells[row][col].equals("deny") ? "deny" : "allow");
                }
                cell.setMaxSize(Double.MAX_VALUE, Double.MAX_VALUE);
                cell.setPrefWidth(78);
                matrix.add(cell, col, row);
            }
        }
        return matrix;
    }

    private static Node drawer() {
        TabPane tabs = new TabPane();
        tabs.setTabClosingPolicy(TabPane.TabClosingPolicy.UNAVAILABLE);
        VBox checks = new VBox(
                GalleryAnatomy.check(Icon.CHECK, "ok", "internet → web :80", "HTTP 200 in 3 ms"),
                GalleryAnatomy.check(Icon.CHECK, "ok", "client-1 → web :80", "HTTP 200 in 2 ms"),
                GalleryAnatomy.check(Icon.CROSS, "bad", "client-2 → internet", "no carrier on client-2 eth0"));
        checks.setPadding(new javafx.geometry.Insets(8, 20, 12, 20));
        tabs.getTabs()
                .addAll(
                        new Tab("Checks 4 of 5", checks),
                        new Tab("Terminal: web"),
                        new Tab("Routes"),
                        new Tab("Trace"));
        VBox drawer = new VBox(tabs);
        drawer.getStyleClass().add("drawer");
        drawer.setPrefHeight(190);
        return drawer;
    }
}

package org.darsena.app.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.darsena.app.client.ContainerView;
import org.darsena.app.client.Helper;
import org.darsena.app.client.LabView;

/// Documents for programs: keys and states as they are in the contract, in no language.
final class JsonOut {
    /// Writes one document.
    interface Content {
        void write(JsonGenerator out) throws IOException;
    }

    private JsonOut() {}

    /// Over several lines.
    static String document(Content content) {
        var printer = new DefaultPrettyPrinter();
        printer.indentArraysWith(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE);
        return text(content, printer) + "\n";
    }

    /// On one line.
    static String line(Content content) {
        return text(content, null) + "\n";
    }

    private static String text(Content content, @org.jspecify.annotations.Nullable DefaultPrettyPrinter printer) {
        var text = new StringWriter();
        try (JsonGenerator out = new JsonFactory().createGenerator(text)) {
            if (printer != null) {
                out.setPrettyPrinter(printer);
            }
            content.write(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /// @param addresses of all its cards, in CIDR form
    static void container(JsonGenerator out, ContainerView c, List<String> addresses) throws IOException {
        out.writeStartObject();
        out.writeStringField("id", c.id());
        out.writeStringField("name", c.name());
        out.writeNumberField("owner", c.owner());
        out.writeStringField("ownerName", c.ownerName());
        out.writeStringField("state", word(c.state().name()));
        out.writeStringField("reason", c.reason());
        out.writeStringField("kind", word(c.kind()));
        out.writeStringField("image", c.image());
        out.writeNumberField("pid", c.pid());
        out.writeNumberField("created", c.created());
        out.writeNumberField("started", c.started());
        out.writeNumberField("exitCode", c.exitCode());
        out.writeArrayFieldStart("addresses");
        for (String address : addresses) {
            out.writeString(address);
        }
        out.writeEndArray();
        out.writeStringField("lab", c.lab());
        out.writeStringField("node", c.node());
        out.writeNumberField("memoryLimit", c.memoryLimit());
        out.writeNumberField("cpuLimit", c.cpuLimit());
        out.writeNumberField("pidsLimit", c.pidsLimit());
        map(out, "labels", c.labels());
        out.writeEndObject();
    }

    static void lab(JsonGenerator out, LabView lab) throws IOException {
        out.writeStartObject();
        out.writeStringField("id", lab.id());
        out.writeStringField("name", lab.name());
        String title = lab.document().title();
        out.writeStringField("title", title == null ? "" : title);
        out.writeNumberField("owner", lab.owner());
        out.writeStringField("ownerName", lab.ownerName());
        out.writeStringField("state", word(lab.state()));
        out.writeNumberField("started", lab.started());
        map(out, "nodes", lab.nodes());
        out.writeEndObject();
    }

    /// As it stands in documents and in `inspect`: `must-not`.
    static String word(String constant) {
        return constant.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// Figures; null: not known.
    static void sample(JsonGenerator out, ContainerView c, Helper.Sample s) throws IOException {
        out.writeStartObject();
        out.writeStringField("id", c.id());
        out.writeStringField("name", c.name());
        out.writeNumberField("time", s.millis());
        figure(out, "cpu", s.cpu());
        figure(out, "memory", s.memory());
        out.writeNumberField("memoryLimit", c.memoryLimit());
        figure(out, "received", s.received());
        figure(out, "sent", s.sent());
        figure(out, "pids", s.pids());
        out.writeNumberField("oomKills", c.hits().oomKills());
        out.writeNumberField("throttled", c.hits().throttled());
        out.writeNumberField("pidsRefused", c.hits().pidsRefused());
        out.writeEndObject();
    }

    private static void figure(JsonGenerator out, String name, double value) throws IOException {
        if (Double.isNaN(value)) {
            out.writeNullField(name);
        } else if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            out.writeNumberField(name, (long) value);
        } else {
            out.writeNumberField(name, value);
        }
    }

    private static void map(JsonGenerator out, String name, Map<String, String> map) throws IOException {
        out.writeObjectFieldStart(name);
        for (var entry : new java.util.TreeMap<>(map).entrySet()) {
            out.writeStringField(entry.getKey(), entry.getValue());
        }
        out.writeEndObject();
    }
}

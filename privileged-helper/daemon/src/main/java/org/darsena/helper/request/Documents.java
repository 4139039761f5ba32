package org.darsena.helper.request;

import java.util.List;
import java.util.Map;
import org.darsena.api.Errors;
import org.darsena.api.Names;
import org.darsena.helper.bus.Json;
import org.darsena.helper.bus.Refusal;
import org.darsena.model.InvalidDocumentException;
import org.darsena.model.Problem;
import org.darsena.model.container.ContainerSpec;
import org.darsena.model.container.ProcessSpec;
import org.darsena.model.json.LabReader;
import org.darsena.model.json.ProcessReader;
import org.darsena.model.json.ResourcesPatch;
import org.darsena.model.json.SpecReader;
import org.darsena.model.lab.LabDocument;

/// Documents as they come over the bus: read and validated again here, whatever the client has done.
final class Documents {
    private Documents() {}

    static ContainerSpec spec(Object argument) throws Refusal {
        return read(argument, SpecReader::read);
    }

    static ProcessSpec process(Object argument) throws Refusal {
        return read(argument, ProcessReader::read);
    }

    static ResourcesPatch limits(Object argument) throws Refusal {
        return read(argument, ResourcesPatch::of);
    }

    static LabDocument lab(Object argument) throws Refusal {
        return read(argument, LabReader::read);
    }

    private static <T> T read(Object argument, Reader<T> reader) throws Refusal {
        String json = (String) argument;
        if (json.length() > Names.MAX_DOCUMENT) {
            throw Refusals.tooLarge("document", Names.MAX_DOCUMENT);
        }
        try {
            return reader.read(json);
        } catch (InvalidDocumentException e) {
            throw new Refusal(Errors.INVALID, Map.of("problems", problems(e.problems())));
        }
    }

    /// A JSON list of `{rule, level, place, args}`.
    private static String problems(List<Problem> problems) {
        return Json.list(
                problems,
                p -> "{" + Json.pair("rule", Json.string(p.rule())) + ","
                        + Json.pair("level", Json.string(p.level().name())) + ","
                        + Json.pair("place", Json.string(p.place())) + ","
                        + Json.pair("args", Json.list(p.args(), Json::string)) + "}");
    }

    private interface Reader<T> {
        T read(String json) throws InvalidDocumentException;
    }
}

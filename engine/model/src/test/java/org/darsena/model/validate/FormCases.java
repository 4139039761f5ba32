package org.darsena.model.validate;

import static org.darsena.model.Docs.SPEC;
import static org.darsena.model.validate.RuleCase.raw;
import static org.darsena.model.validate.RuleCase.spec;

import java.util.List;

/// Rules on what a document looks like at all.
final class FormCases {
    static final List<RuleCase> ALL = List.of(
            raw("json.syntax", "", SPEC.replace("1,", "1,,"), SPEC),
            raw("json.empty", "", " \n", SPEC),
            raw("json.trailing", "", SPEC + "{}", SPEC + "\n\n"),
            raw("json.too-large", "", "9".repeat(1000), SPEC),
            raw("json.duplicate-key", "/name", SPEC.replace("\"process\"", "\"name\": \"b\", \"process\""), SPEC),
            spec("json.unknown-key", "/colour", List.of("/colour", "1"), List.of("/labels", "{\"colour\": \"1\"}")),
            spec(
                    "json.missing",
                    "/networks/0/name",
                    List.of("/networks", "[{}]"),
                    List.of("/networks", "[{\"name\":\"e\"}]")),
            spec("json.type", "/process/uid", List.of("/process/uid", "\"0\""), List.of("/process/uid", "0")),
            spec("json.choice", "/kind", List.of("/kind", "\"vm\""), List.of("/kind", "\"system\"")),
            spec("schema.unknown", "/schema", List.of("/schema", "2"), List.of("/schema", "1")));

    private FormCases() {}
}

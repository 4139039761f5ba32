package org.darsena.app.client;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.darsena.model.lab.Check;

/// Results of a lab's checks, reported and listed as the helper does.
final class FakeChecks {
    private FakeChecks() {}

    static String run(List<Check> checks, Function<Check, Boolean> hold, ClientJob job) {
        var list = new ObjectMapper().createArrayNode();
        for (int i = 0; i < checks.size(); i++) {
            Check check = checks.get(i);
            boolean held = hold.apply(check);
            boolean refusal = check.expect() == Check.Expect.MUST_NOT;
            String detail = held == refusal ? "no answer" : seen(check, i);
            list.addObject()
                    .put("name", check.name())
                    .put("node", check.node())
                    .put("expect", refusal ? "must-not" : "must")
                    .put("held", held)
                    .put("detail", detail)
                    .put("millis", 3 + i);
            job.progressed(new Job.Progress(
                    (i + 1.0) / checks.size(),
                    "lab.check",
                    Map.of(
                            "name", check.name(),
                            "node", check.node(),
                            "held", String.valueOf(held),
                            "detail", detail)));
        }
        return list.toString();
    }

    /// As the engine would say it of something that works.
    private static String seen(Check check, int i) {
        return switch (check.probe()) {
            case Check.Http _ -> "HTTP 200 in " + (2 + i % 3) + " ms";
            case Check.Tcp _ -> "connected in 1 ms";
            case Check.Ping _ -> "answer in 0.2 ms";
            case Check.OspfFull(int n) -> n + " of " + n + " Full after 4 s";
            case Check.Command _ -> "ended with 0 in 12 ms";
        };
    }
}

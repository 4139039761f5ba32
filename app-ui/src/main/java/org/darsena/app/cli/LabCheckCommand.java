package org.darsena.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.darsena.app.client.CheckResult;
import org.darsena.app.client.Job;
import org.darsena.app.client.LabView;
import org.darsena.app.text.CheckWords;
import org.darsena.model.lab.Check;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Tries every check of a lab, each told as it ends; fails if one did not hold.
@Command
final class LabCheckCommand implements Callable<Integer> {
    private final Run run;
    private final Set<String> told = new HashSet<>();

    @Parameters(paramLabel = "LAB", descriptionKey = "p.lab")
    String name = "";

    @Option(names = "--json")
    boolean json;

    LabCheckCommand(Run run) {
        this.run = run;
    }

    @Override
    public Integer call() {
        LabView lab = run.find().lab(name);
        Set<String> refusals = lab.document().checks().stream()
                .filter(c -> c.expect() == Check.Expect.MUST_NOT)
                .map(Check::name)
                .collect(Collectors.toSet());
        Map<String, Object> result =
                new Waiting(run).until(() -> run.helper().check(lab.id()), step -> tell(step, refusals));
        List<CheckResult> all = CheckResult.parse(result);
        if (json) {
            run.out().println(spelt(String.valueOf(result.getOrDefault("checks", "[]"))));
        } else {
            all.forEach(this::tell);
            long failed = all.stream().filter(c -> !c.held()).count();
            run.err().println(run.text("cli.checked", "n", all.size(), "failed", failed == 0 ? "" : failed));
        }
        return all.stream().allMatch(CheckResult::held) ? Exit.OK : Exit.FAILED;
    }

    /// With what is expected as the lab's document says it.
    private static JsonNode spelt(String checks) {
        JsonNode all = MachineDocument.parse(checks);
        for (JsonNode check : all) {
            if (check instanceof ObjectNode object && object.has("expect")) {
                object.put("expect", JsonOut.word(object.path("expect").asText()));
            }
        }
        return all;
    }

    private void tell(Job.Progress step, Set<String> refusals) {
        String check = step.args().getOrDefault("name", "");
        if (!json) {
            CheckResult.of(step, refusals.contains(check)).ifPresent(this::tell);
        }
    }

    /// Once each: most come as steps, and all with the result.
    private synchronized void tell(CheckResult check) {
        if (told.add(check.name())) {
            String seen = new CheckWords(run.texts()).of(check);
            run.out()
                    .println(run.text(
                            check.held() ? "cli.check.held" : "cli.check.failed", "name", check.name(), "seen", seen));
            run.out().flush();
        }
    }
}

package org.darsena.model.json;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.darsena.model.verify.Finding;
import org.darsena.model.verify.Judge;
import org.darsena.model.verify.Row;

/// Writes what became of a container's defences.
public final class VerificationWriter {
    private VerificationWriter() {}

    /// `holds` is false where a defence that should hold does not; `case` is the known one it is against.
    public static String write(String id, String name, List<Finding> findings) {
        return Out.text(new Out()
                .put("id", id)
                .put("name", name)
                .put("holds", Judge.holds(findings))
                .put("findings", Out.array(findings, VerificationWriter::finding))
                .node());
    }

    private static ObjectNode finding(Finding finding) {
        return new Out()
                .put("id", finding.defence().id())
                .some("case", finding.defence().row().map(Row::title).orElse(null))
                .put("advice", finding.defence().isAdvice())
                .put("outcome", finding.outcome())
                .some("reason", finding.reason().isEmpty() ? null : finding.reason())
                .some("args", finding.args())
                .node();
    }
}

package org.darsena.runtime.container;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.darsena.model.Problem;
import org.darsena.runtime.EngineException;
import org.darsena.runtime.EngineException.Kind;

/// Documents that the engine does not take, all that is wrong with them in one exception.
public final class Refused {
    private static final JsonMapper MAPPER = new JsonMapper();

    private Refused() {}

    /// Throws INVALID with every error among `problems`; nothing when there is none.
    public static void unlessGood(List<Problem> problems) throws EngineException {
        List<Problem> errors = problems.stream().filter(Problem::isError).toList();
        if (!errors.isEmpty()) {
            throw new EngineException(Kind.INVALID, Map.of("problems", json(errors)));
        }
    }

    private static String json(List<Problem> problems) {
        ArrayNode list = MAPPER.createArrayNode();
        for (Problem p : problems) {
            ObjectNode node = list.addObject()
                    .put("rule", p.rule())
                    .put("level", p.level().name())
                    .put("place", p.place());
            ArrayNode args = node.putArray("args");
            p.args().forEach(args::add);
        }
        return list.toString();
    }
}

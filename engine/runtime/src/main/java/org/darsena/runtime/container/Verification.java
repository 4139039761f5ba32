package org.darsena.runtime.container;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.darsena.model.container.Verb;
import org.darsena.model.json.VerificationWriter;
import org.darsena.model.verify.Finding;
import org.darsena.model.verify.Seen;
import org.darsena.runtime.EngineException;
import org.darsena.runtime.net.Plugged;
import org.darsena.runtime.store.RunRecord;
import org.darsena.runtime.verify.Subject;
import org.darsena.runtime.verify.Verifier;

/// Hands running containers to the verifier.
final class Verification {
    private final Parts parts;
    private final Register register;
    private final Execs execs;
    private final Verifier verifier;

    Verification(Parts parts, Register register, Execs execs) {
        this.parts = parts;
        this.register = register;
        this.execs = execs;
        verifier = new Verifier(parts.kernel(), parts.proc());
    }

    /// What became of each defence, as JSON.
    String verify(Container c) throws IOException, EngineException {
        c.require(Verb.EXEC);
        RunRecord run = c.run();
        if (run == null) {
            throw new IOException("no run of " + c.id());
        }
        List<Finding> findings = verifier.verify(new Subject(
                c.record.spec(),
                run.pid(),
                run.monitor(),
                parts.cgroups().of(c.id()),
                plugs(c),
                others(c),
                (process, stdio) -> execs.untaught(c, process, stdio)));
        return VerificationWriter.write(c.id(), c.name(), findings);
    }

    private List<Seen.Plug> plugs(Container c) throws IOException {
        Map<String, String> cards = new HashMap<>();
        parts.networks().wires(c.record).forEach((card, wire) -> cards.put(wire.hostEnd(), card));
        List<Seen.Plug> all = new ArrayList<>();
        for (Plugged plugged : parts.networks().host().plugged(c.id())) {
            String card = cards.getOrDefault(plugged.end(), plugged.end());
            all.add(new Seen.Plug(card, plugged.nat(), plugged.nat() ? plugged.others() : 0));
        }
        return all;
    }

    private Map<String, Integer> others(Container c) {
        Map<String, Integer> all = new HashMap<>();
        for (Container other : register.all()) {
            RunRecord run = other.run();
            if (other != c && run != null && other.info().pid() != 0) {
                all.put(other.name(), run.pid());
            }
        }
        return all;
    }
}

package org.darsena.runtime.container;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.darsena.model.Problem;
import org.darsena.model.container.ContainerSpec;
import org.darsena.model.container.SeccompMode;
import org.darsena.model.container.SeccompProfile;
import org.darsena.model.container.Security;
import org.darsena.model.json.SeccompReader;
import org.darsena.model.json.SeccompWriter;
import org.darsena.model.json.SpecWriter;
import org.darsena.model.plan.Words;
import org.darsena.model.seccomp.Proposal;
import org.darsena.model.seccomp.SyscallPolicy;
import org.darsena.model.validate.ContainerRules;
import org.darsena.runtime.ContainerInfo;
import org.darsena.runtime.net.AddressInfo;
import org.darsena.runtime.net.LinkInfo;
import org.darsena.runtime.net.NetNs;
import org.darsena.runtime.net.Netlink;
import org.darsena.runtime.net.RouteInfo;
import org.darsena.runtime.seccomp.Lesson;
import org.darsena.runtime.seccomp.SeccompFilters;
import org.darsena.runtime.store.RunRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Everything about a container as one JSON document: what was asked for, and what the kernel shows of it.
final class Inspector {
    private static final Logger LOG = LoggerFactory.getLogger(Inspector.class);
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final int MAIN_TABLE = 254;

    private final Parts parts;
    private final Register register;
    private final StartPlans plans;

    Inspector(Parts parts, Register register, StartPlans plans) {
        this.parts = parts;
        this.register = register;
        this.plans = plans;
    }

    String inspect(Container c) throws IOException {
        ContainerInfo info = c.info();
        ObjectNode out = MAPPER.createObjectNode();
        about(out, info);
        var image = parts.images().host();
        out.putObject("image")
                .put("id", info.spec().image())
                .put("version", image.root().version());
        out.put("rootfs", parts.store().folder(c.id()).resolve("upper").toString());
        out.put("log", parts.store().log(c.id()).toString());
        out.set("spec", MAPPER.readTree(SpecWriter.write(info.spec())));
        warnings(out.putArray("warnings"), info.spec());
        plan(out.putArray("plan"), Words.lines(plans.plan(c.record, image)));
        learned(out, c);
        RunRecord run = c.run();
        if (info.pid() != 0 && run != null) {
            out.put("monitor", run.monitor());
            running(out, c, info.pid());
        }
        return out.toPrettyString() + "\n";
    }

    /// The profile that what was called so far would need.
    private void learned(ObjectNode out, Container c) throws IOException {
        Security security = c.record.spec().security();
        if (security.seccomp() == SeccompMode.LEARN) {
            Lesson lesson = parts.lessons().of(c.id());
            SyscallPolicy under = SeccompFilters.policy(SeccompReader.standard(), security.capabilities());
            SeccompProfile proposal = Proposal.of(c.name(), under, lesson.calls(), SeccompNeeds.besides());
            out.putObject("learned")
                    .put("calls", lesson.count())
                    .put("complete", lesson.complete())
                    .set("profile", MAPPER.readTree(SeccompWriter.write(proposal)));
        }
    }

    private static void about(ObjectNode out, ContainerInfo info) {
        out.put("id", info.id())
                .put("name", info.spec().name())
                .put("owner", info.owner())
                .put("state", info.state().name().toLowerCase(Locale.ROOT))
                .put("pid", info.pid())
                .put("created", info.created())
                .put("started", info.started())
                .put("exitCode", info.exitCode())
                .put("reason", info.reason())
                .put("lab", info.lab())
                .put("node", info.node());
    }

    /// What its document does that is dangerous or has no effect; the client has the sentences.
    private static void warnings(ArrayNode out, ContainerSpec spec) {
        for (Problem p : ContainerRules.check(spec)) {
            ObjectNode node = out.addObject().put("rule", p.rule()).put("place", p.place());
            node.set("args", MAPPER.valueToTree(p.args()));
        }
    }

    private static void plan(ArrayNode out, List<Words.Line> lines) {
        for (Words.Line line : lines) {
            ObjectNode node = out.addObject().put("id", line.id()).put("calls", line.calls());
            node.set("args", MAPPER.valueToTree(line.args()));
            node.set("commands", MAPPER.valueToTree(line.commands()));
        }
    }

    /// What concerns a process that is just ending is left out, not an error.
    private void running(ObjectNode out, Container c, int pid) {
        Observed seen = new Observed(parts.proc(), pid);
        part("namespaces", c, () -> out.set("namespaces", seen.namespaces(others(c))));
        part("ids", c, () -> out.set("ids", seen.ids()));
        part("processes", c, () -> out.set("processes", seen.processes(cgroupPids(c))));
        part("rights", c, () -> seen.rights(out, cgroupPids(c)));
        part("root", c, () -> out.set("root", seen.root()));
        part("init", c, () -> out.set("init", seen.init()));
        part("mounts", c, () -> out.set("mounts", seen.mounts()));
        part(
                "cgroups",
                c,
                () -> out.set(
                        "cgroups",
                        new CgroupView(parts.cgroups()).of(c.id(), parts.proc().cgroups(pid))));
        part("interfaces", c, () -> interfaces(out, c));
    }

    private Map<Integer, String> others(Container c) {
        return register.all().stream()
                .filter(o -> !o.id().equals(c.id()) && o.info().pid() != 0)
                .collect(Collectors.toMap(o -> o.info().pid(), Container::name, (one, same) -> one));
    }

    private Set<Integer> cgroupPids(Container c) {
        return parts.cgroups().of(c.id()).pids();
    }

    private interface Part {
        void run() throws IOException;
    }

    private static void part(String what, Container c, Part part) {
        try {
            part.run();
        } catch (IOException e) {
            LOG.debug("{} of {} cannot be read", what, c.id(), e);
        }
    }

    private void interfaces(ObjectNode out, Container c) throws IOException {
        RunRecord run = c.run();
        if (run == null) {
            return;
        }
        try (NetNs ns = RunProcess.network(parts, run);
                Netlink netlink = ns.netlink()) {
            List<LinkInfo> links = first(netlink.links());
            List<AddressInfo> addresses = first(netlink.addresses());
            ArrayNode list = out.putArray("interfaces");
            for (LinkInfo link : links) {
                ObjectNode node = list.addObject()
                        .put("name", link.name())
                        .put("kind", link.kind())
                        .put("mac", link.mac() == null ? null : link.mac().toString())
                        .put("mtu", link.mtu())
                        .put("up", link.up());
                ArrayNode own = node.putArray("addresses");
                addresses.stream()
                        .filter(a -> a.index() == link.index())
                        .forEach(a -> own.add(a.address().toString()));
            }
            routes(out.putArray("routes"), first(netlink.routes()), links);
        }
    }

    private static <T> List<T> first(List<T> all) {
        return all.subList(0, Math.min(all.size(), Observed.MOST));
    }

    private static void routes(ArrayNode out, List<RouteInfo> routes, List<LinkInfo> links) {
        for (RouteInfo route : routes) {
            if (route.table() == MAIN_TABLE) {
                JsonNode dev = links.stream()
                        .filter(l -> l.index() == route.index())
                        .findFirst()
                        .<JsonNode>map(l -> out.textNode(l.name()))
                        .orElseGet(out::nullNode);
                out.addObject()
                        .put("to", route.to().toString())
                        .put("via", route.via() == null ? null : route.via().getHostAddress())
                        .set("dev", dev);
            }
        }
    }
}

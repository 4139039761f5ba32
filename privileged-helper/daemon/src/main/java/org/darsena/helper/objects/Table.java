package org.darsena.helper.objects;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.darsena.helper.auth.Action;
import org.darsena.helper.bus.Call;
import org.darsena.helper.bus.Refusal;
import org.darsena.helper.objects.Method.Answer;
import org.darsena.helper.objects.Method.How;
import org.darsena.helper.objects.Method.Parser;
import org.darsena.helper.request.Request;
import org.darsena.helper.request.Request.Check;
import org.darsena.helper.request.Request.Down;
import org.darsena.helper.request.Request.Freeze;
import org.darsena.helper.request.Request.Restart;
import org.darsena.helper.request.Request.ShowOthers;
import org.darsena.helper.request.Request.Thaw;
import org.darsena.helper.request.Requests;

/// Every method there is, and who may call it. What is not here is refused.
final class Table {
    static final String MANAGER = "org.darsena.Helper1.Manager";
    static final String INTROSPECTABLE = "org.freedesktop.DBus.Introspectable";
    static final String PEER = "org.freedesktop.DBus.Peer";

    private static final String OPTIONS = "a{sv}";
    private static final String JOB_PATH = "o";

    private final Map<String, Method> methods = new LinkedHashMap<>();

    Table(Answers answers) {
        manager(answers);
        container(answers);
        lab();
        job(answers);
        metrics(answers);
        standard(answers);
    }

    private void manager(Answers answers) {
        reading(MANAGER, "Subscribe", OPTIONS, OPTIONS, Action.READ, answers::subscribe);
        reading(MANAGER, "Unsubscribe", "", "", Action.READ, answers::unsubscribe);
        reading(MANAGER, "Images", "", "s", Action.READ_MACHINE, answers::images);
        reading(MANAGER, "Doctor", "", "s", Action.READ_MACHINE, answers::doctor);
        working(MANAGER, "ShowOthers", OPTIONS, call -> Requests.plain(call, new ShowOthers()));
        working(MANAGER, "CreateContainer", "s" + OPTIONS, Requests::create);
        working(MANAGER, "UpLab", "s" + OPTIONS, Requests::up);
    }

    private void container(Answers answers) {
        String iface = Changes.CONTAINER;
        onContainer("Start", OPTIONS, Requests::start);
        onContainer("Restart", OPTIONS, (call, id) -> Requests.plain(call, new Restart(id)));
        onContainer("Freeze", OPTIONS, (call, id) -> Requests.plain(call, new Freeze(id)));
        onContainer("Thaw", OPTIONS, (call, id) -> Requests.plain(call, new Thaw(id)));
        onContainer("Stop", OPTIONS, Requests::stop);
        onContainer("Kill", "s" + OPTIONS, Requests::kill);
        onContainer("Delete", OPTIONS, Requests::delete);
        onContainer("Update", "s" + OPTIONS, Requests::update);
        onContainer("Exec", "shhh" + OPTIONS, Requests::exec);
        onContainer("ExecTerminal", "s" + OPTIONS, Requests::execTerminal);
        onContainer("FileCapabilities", "s" + OPTIONS, Requests::fileCapabilities);
        onContainer("SetFileCapabilities", "ss" + OPTIONS, Requests::setFileCapabilities);
        reading(iface, "Log", OPTIONS, "h", Action.READ, answers::log);
        reading(iface, "Inspect", "", "s", Action.READ, answers::inspect);
        reading(iface, "Verify", "", "s", Action.READ, answers::verify);
    }

    private void lab() {
        working(Changes.LAB, "Check", OPTIONS, call -> Requests.plain(call, new Check(Paths.lab(call.path()))));
        working(Changes.LAB, "Down", OPTIONS, call -> Requests.plain(call, new Down(Paths.lab(call.path()))));
    }

    private void job(Answers answers) {
        onJob("Cancel", "", "", new How.OnJob(answers::cancel, true));
        onJob("TakeTerminal", "", "h", new How.OnJob(answers::takeTerminal, true));
        onJob("Resize", "ii", "", new How.OnJob(answers::resize, false));
        onJob("Signal", "s", "", new How.OnJob(answers::signal, true));
    }

    private void metrics(Answers answers) {
        reading(Watchers.METRICS, "Watch", "", "", Action.READ, answers::watch);
        reading(Watchers.METRICS, "Unwatch", "", "", Action.READ, answers::unwatch);
        reading(Watchers.METRICS, "History", "s", "ad", Action.READ, answers::history);
    }

    private void standard(Answers answers) {
        reading(Changes.OBJECT_MANAGER, "GetManagedObjects", "", "a{oa{sa{sv}}}", Action.READ, answers::managedObjects);
        reading(Changes.PROPERTIES, "Get", "ss", "v", Action.READ, answers::property);
        reading(Changes.PROPERTIES, "GetAll", "s", OPTIONS, Action.READ, answers::properties);
        open(INTROSPECTABLE, "Introspect", "s", (caller, call) -> answers.introspect(this, call));
        open(PEER, "Ping", "", (caller, call) -> Method.Reply.of());
        open(PEER, "GetMachineId", "s", (caller, call) -> answers.machineId());
    }

    private void open(String iface, String member, String out, Answer answer) {
        put(new Method(iface, member, "", out, new How.Open(answer)));
    }

    private void reading(String iface, String member, String in, String out, Action action, Answer answer) {
        put(new Method(iface, member, in, out, new How.Reading(action, answer)));
    }

    private void onJob(String member, String in, String out, How.OnJob how) {
        put(new Method(JobSignals.JOB, member, in, out, how));
    }

    private void working(String iface, String member, String in, Parser parser) {
        put(new Method(iface, member, in, JOB_PATH, new How.Working(parser)));
    }

    private void onContainer(String member, String in, OnContainer parser) {
        working(Changes.CONTAINER, member, in, call -> parser.parse(call, Paths.container(call.path())));
    }

    private void put(Method method) {
        if (methods.put(method.iface() + "." + method.member(), method) != null) {
            throw new IllegalStateException("twice: " + method);
        }
    }

    /// A call without an interface names no method.
    Optional<Method> find(String iface, String member) {
        return Optional.ofNullable(methods.get(iface + "." + member));
    }

    Collection<Method> all() {
        return methods.values();
    }

    private interface OnContainer {
        Request parse(Call call, String id) throws Refusal;
    }
}

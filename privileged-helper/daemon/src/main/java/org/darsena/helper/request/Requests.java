package org.darsena.helper.request;

import java.io.FileDescriptor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.darsena.helper.bus.Call;
import org.darsena.helper.bus.Refusal;
import org.darsena.helper.request.Request.Create;
import org.darsena.helper.request.Request.Delete;
import org.darsena.helper.request.Request.Exec;
import org.darsena.helper.request.Request.Kill;
import org.darsena.helper.request.Request.Start;
import org.darsena.helper.request.Request.Stop;
import org.darsena.helper.request.Request.Up;
import org.darsena.helper.request.Request.Update;
import org.darsena.model.container.ContainerSpec;
import org.darsena.model.container.FileCapabilities;
import org.darsena.model.container.ProcessSpec;
import org.darsena.runtime.Attachments;

/// Calls → requests. The call's signature has been held against the method's already, so the shapes are known.
public final class Requests {
    private static final Pattern LAB_NAME = Pattern.compile("[a-z][a-z0-9-]{0,31}");
    private static final Set<String> SIGNALS = Set.of(
            ("HUP INT QUIT ILL TRAP ABRT BUS FPE KILL USR1 SEGV USR2 PIPE ALRM TERM STKFLT CHLD CONT STOP TSTP TTIN"
                            + " TTOU URG XCPU XFSZ VTALRM PROF WINCH IO PWR SYS")
                    .split(" "));
    private static final String ATTACHMENTS = "attachments";

    /// A bus passes no more with one message, dbus-daemon(1) max_message_unix_fds.
    private static final int MAX_ATTACHMENTS = 16;

    private static final int MAX_CELLS = 1000;
    private static final int MAX_SECONDS = 3600;
    private static final int MAX_PATH = 4095;
    private static final int MAX_CAPABILITIES = 4096;

    private Requests() {}

    /// A signal's name without SIG, as the engine knows it.
    public static String signal(Object argument) throws Refusal {
        String name = (String) argument;
        if (!SIGNALS.contains(name)) {
            throw Refusals.invalid("signal", name, "HUP, INT, TERM, KILL …");
        }
        return name;
    }

    /// Columns or rows of a terminal.
    public static int cells(Object argument) throws Refusal {
        int cells = (Integer) argument;
        if (cells < 1 || cells > MAX_CELLS) {
            throw Refusals.invalid("cells", String.valueOf(cells), "1–" + MAX_CELLS);
        }
        return cells;
    }

    public static Request create(Call call) throws Refusal {
        Object[] args = call.arguments();
        Options options = Options.of(args[1], Set.of("start", ATTACHMENTS));
        ContainerSpec spec = Documents.spec(args[0]);
        boolean start = options.flag("start");
        return new Create(spec, attachments(call, options), start);
    }

    public static Request up(Call call) throws Refusal {
        Object[] args = call.arguments();
        Options options = Options.of(args[1], Set.of("name"));
        return new Up(Documents.lab(args[0]), options.text("name", LAB_NAME).orElse(null));
    }

    /// Those that have no arguments but options, and no options.
    public static <R extends Request> R plain(Call call, R request) throws Refusal {
        none(call.arguments()[0]);
        return request;
    }

    /// Options of a method that has none.
    public static void none(Object options) throws Refusal {
        Options.of(options, Set.of());
    }

    /// Options of `Log`: whether the file before the present one is wanted.
    public static boolean rotated(Object options) throws Refusal {
        return Options.of(options, Set.of("rotated")).flag("rotated");
    }

    public static Request start(Call call, String id) throws Refusal {
        return new Start(id, attachments(call, Options.of(call.arguments()[0], Set.of(ATTACHMENTS))));
    }

    /// Takes them over, so it comes last: nothing may be refused afterwards.
    private static Attachments attachments(Call call, Options options) throws Refusal {
        Map<String, Integer> given = options.descriptors(ATTACHMENTS, MAX_ATTACHMENTS);
        if (given.isEmpty()) {
            return Attachments.NONE;
        }
        List<FileDescriptor> taken = call.takeDescriptors(
                given.values().stream().mapToInt(Integer::intValue).toArray());
        Map<String, FileDescriptor> files = new LinkedHashMap<>();
        given.keySet().forEach(name -> files.put(name, taken.get(files.size())));
        return new Attachments(files);
    }

    public static Request stop(Call call, String id) throws Refusal {
        Options options = Options.of(call.arguments()[0], Set.of("seconds"));
        return new Stop(id, options.number("seconds", 0, MAX_SECONDS).orElse(null));
    }

    public static Request kill(Call call, String id) throws Refusal {
        Object[] args = call.arguments();
        none(args[1]);
        return new Kill(id, signal(args[0]));
    }

    public static Request delete(Call call, String id) throws Refusal {
        return new Delete(id, Options.of(call.arguments()[0], Set.of("force")).flag("force"));
    }

    public static Request update(Call call, String id) throws Refusal {
        Object[] args = call.arguments();
        none(args[1]);
        return new Update(id, Documents.limits(args[0]));
    }

    public static Request exec(Call call, String id) throws Refusal {
        Object[] args = call.arguments();
        none(args[4]);
        ProcessSpec process = Documents.process(args[0]);
        if (process.terminal()) {
            throw Refusals.invalid("terminal", "true", "false with three streams");
        }
        List<FileDescriptor> streams = call.takeDescriptors(index(args[1]), index(args[2]), index(args[3]));
        return new Exec(id, process, streams, 0, 0);
    }

    public static Request execTerminal(Call call, String id) throws Refusal {
        Object[] args = call.arguments();
        Options options = Options.of(args[1], Set.of("columns", "rows"));
        int columns = options.number("columns", 1, MAX_CELLS).orElse(0);
        int rows = options.number("rows", 1, MAX_CELLS).orElse(0);
        ProcessSpec process = Documents.process(args[0]);
        if (!process.terminal()) {
            throw Refusals.invalid("terminal", "false", "true");
        }
        return new Exec(id, process, List.of(), columns, rows);
    }

    public static Request fileCapabilities(Call call, String id) throws Refusal {
        Object[] args = call.arguments();
        none(args[1]);
        return new Request.FileCapabilities(id, path(args[0]));
    }

    public static Request setFileCapabilities(Call call, String id) throws Refusal {
        Object[] args = call.arguments();
        none(args[2]);
        String text = (String) args[1];
        if (text.isEmpty()) {
            return new Request.SetFileCapabilities(id, path(args[0]), null);
        }
        FileCapabilities wanted = Optional.of(text)
                .filter(t -> t.length() <= MAX_CAPABILITIES)
                .flatMap(FileCapabilities::parse)
                .orElseThrow(() -> Refusals.invalid("capabilities", text, "cap_net_raw+ep …"));
        return new Request.SetFileCapabilities(id, path(args[0]), wanted);
    }

    /// An absolute path inside. Where it leads is the engine's to see.
    private static String path(Object argument) throws Refusal {
        String path = (String) argument;
        if (!path.startsWith("/") || path.length() > MAX_PATH || path.indexOf('\0') >= 0) {
            throw Refusals.invalid("file path", path, "/…");
        }
        return path;
    }

    private static int index(Object descriptor) {
        return ((org.freedesktop.dbus.FileDescriptor) descriptor).getIntFileDescriptor();
    }
}

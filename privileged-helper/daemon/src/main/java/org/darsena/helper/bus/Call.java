package org.darsena.helper.bus;

import java.io.FileDescriptor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.freedesktop.dbus.exceptions.DBusException;
import org.freedesktop.dbus.messages.MethodCall;
import org.jspecify.annotations.Nullable;

/// One method call of a client, not yet judged. The sender is set by the bus and can be trusted; the rest is the
/// client's.
///
/// Threads: one at a time.
public final class Call implements AutoCloseable {
    private static final int NO_REPLY_EXPECTED = 1;
    private static final String BAD_ARGS = "org.freedesktop.DBus.Error.InvalidArgs";

    private final MethodCall message;
    private final int size;
    private final boolean oversized;
    private final List<@Nullable FileDescriptor> descriptors;
    private boolean answered;

    Call(MethodCall message, int size, boolean oversized, List<FileDescriptor> descriptors) {
        this.message = message;
        this.size = size;
        this.oversized = oversized;
        this.descriptors = new ArrayList<>(descriptors);
    }

    MethodCall message() {
        return message;
    }

    /// The unique name of the connection that sent it.
    public String sender() {
        return Objects.requireNonNullElse(message.getSource(), "");
    }

    public String path() {
        return Objects.requireNonNullElse(message.getPath(), "");
    }

    /// Empty where the client left it out, which D-Bus allows and we don't serve.
    public String iface() {
        return Objects.requireNonNullElse(message.getInterface(), "");
    }

    public String member() {
        return Objects.requireNonNullElse(message.getName(), "");
    }

    public String signature() {
        return Objects.requireNonNullElse(message.getSig(), "");
    }

    /// Bytes of its body, also when they were thrown away.
    public int size() {
        return size;
    }

    /// Its body was larger than [BusTransport#MAX_BODY] and was not kept.
    public boolean oversized() {
        return oversized;
    }

    boolean wantsReply() {
        return (message.getFlags() & NO_REPLY_EXPECTED) == 0;
    }

    /// True the first time: each call gets one answer.
    boolean answer() {
        boolean first = !answered;
        answered = true;
        return first;
    }

    /// The arguments, shaped as [#signature()] says: String, Boolean, UInt32, `Map`, `Variant` and so on. A
    /// descriptor is org.freedesktop.dbus.FileDescriptor with the *index* for [#takeDescriptors].
    public Object[] arguments() throws Refusal {
        try {
            return message.getParameters();
        } catch (DBusException | RuntimeException | StackOverflowError e) {
            throw new Refusal(BAD_ARGS, Map.of("detail", "arguments cannot be decoded"));
        }
    }

    /// How many descriptors came with it.
    public int descriptorCount() {
        return descriptors.size();
    }

    /// Hands out the descriptors that came with it, exactly one for each index; the caller owns them then.
    public List<FileDescriptor> takeDescriptors(int... indexes) throws Refusal {
        List<FileDescriptor> taken = new ArrayList<>();
        try {
            if (indexes.length != descriptors.size()
                    || Arrays.stream(indexes).distinct().count() != indexes.length) {
                throw new Refusal(BAD_ARGS, Map.of("detail", "one descriptor for each argument"));
            }
            for (int index : indexes) {
                FileDescriptor one = index < 0 || index >= descriptors.size() ? null : descriptors.get(index);
                if (one == null) {
                    throw new Refusal(BAD_ARGS, Map.of("detail", "no such descriptor"));
                }
                taken.add(Descriptors.takeOver(one));
                descriptors.set(index, null);
            }
            return taken;
        } catch (IOException e) {
            taken.forEach(Descriptors::close);
            throw new Refusal(BAD_ARGS, Map.of("detail", "descriptor cannot be taken over"));
        } catch (Refusal e) {
            taken.forEach(Descriptors::close);
            throw e;
        }
    }

    /// Closes the descriptors that were not taken.
    @Override
    public void close() {
        for (FileDescriptor descriptor : descriptors) {
            if (descriptor != null) {
                Descriptors.close(descriptor);
            }
        }
        descriptors.clear();
    }

    @Override
    public String toString() {
        return iface() + "." + member() + " on " + path() + " by " + sender();
    }
}

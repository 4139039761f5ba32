package org.darsena.app.client;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Map;
import org.freedesktop.dbus.FileDescriptor;
import org.freedesktop.dbus.Marshalling;
import org.freedesktop.dbus.RemoteInvocationHandler;
import org.freedesktop.dbus.connections.AbstractConnection;
import org.freedesktop.dbus.exceptions.DBusException;
import org.freedesktop.dbus.exceptions.NotConnected;
import org.freedesktop.dbus.messages.Error;
import org.freedesktop.dbus.messages.Message;
import org.freedesktop.dbus.types.Variant;
import org.freedesktop.dbus.utils.DBusNamingUtil;
import org.jspecify.annotations.Nullable;

/// Calls of one remote interface. In place of dbus-java's own proxies, which lose the name of an error and
/// know one time limit for all.
///
/// @param destination bus name, a unique one where answers of a successor are not wanted
/// @param limit how long a reply is waited for
record Calls(AbstractConnection connection, String destination, String path, Class<?> type, Duration limit)
        implements InvocationHandler {

    /// Do not start the destination: whoever calls an absent helper learns so.
    private static final byte NO_AUTO_START = 2;

    /// A proxy; each of its methods throws [HelperException].
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    <T> T proxy() {
        return (T) java.lang.reflect.Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, this);
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // a proxy equals itself only; its own equals would end here again
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] args) throws Throwable {
        if (method.getDeclaringClass() == Object.class) {
            return switch (method.getName()) {
                case "equals" -> args != null && proxy == args[0];
                case "hashCode" -> System.identityHashCode(proxy);
                default -> toString();
            };
        }
        return switch (method.getName()) {
            case "isRemote" -> true;
            case "getObjectPath" -> path;
            default -> call(method, args == null ? new Object[0] : args);
        };
    }

    private @Nullable Object call(Method method, @Nullable Object[] args) {
        try {
            Type[] types = method.getGenericParameterTypes();
            String signature = types.length == 0 ? null : Marshalling.getDBusType(types);
            var call = connection
                    .getMessageFactory()
                    .createMethodCall(
                            null,
                            destination,
                            path,
                            DBusNamingUtil.getInterfaceName(type),
                            DBusNamingUtil.getMethodName(method),
                            NO_AUTO_START,
                            signature,
                            counted(Marshalling.convertParameters(args, types, connection)));
            connection.sendMessage(call);
            return result(method, call.getReply(limit.toMillis()));
        } catch (NotConnected e) {
            throw Failures.broken();
        } catch (DBusException e) {
            throw Failures.unreadable(type.getSimpleName() + "." + method.getName(), e);
        }
    }

    /// dbus-java sends the descriptors within a variant, but counts, for the message's head, those that are arguments
    /// themselves; so they follow once more, behind the last argument, where they are counted and not written.
    private static Object[] counted(Object[] args) {
        var all = new ArrayList<Object>(Arrays.asList(args));
        for (Object arg : args) {
            if (arg instanceof Map<?, ?> options) {
                options.values().forEach(option -> {
                    if (option instanceof Variant<?> variant && variant.getValue() instanceof Map<?, ?> files) {
                        files.values().stream()
                                .filter(FileDescriptor.class::isInstance)
                                .forEach(all::add);
                    }
                });
            }
        }
        return all.toArray();
    }

    private @Nullable Object result(Method method, @Nullable Message reply) throws DBusException {
        return switch (reply) {
            case null ->
                throw new HelperException(
                        HelperException.BROKEN, Map.of("what", "slow", "seconds", Long.toString(limit.toSeconds())));
            case Error error -> throw Failures.of(error.getName(), error.getParameters(), path);
            default -> RemoteInvocationHandler.convertRV(reply.getParameters(), method, connection);
        };
    }
}

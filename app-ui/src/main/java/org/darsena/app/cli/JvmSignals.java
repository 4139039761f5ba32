package org.darsena.app.cli;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.slf4j.LoggerFactory;

/// sun.misc.Signal, by reflection: javac warns of each direct use, and that warning has no switch.
final class JvmSignals implements Signals {

    @Override
    public AutoCloseable on(String name, Runnable then) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Method handle = signal.getMethod("handle", signal, handler);
            Object which = signal.getConstructor(String.class).newInstance(name);
            Object ours = Proxy.newProxyInstance(
                    handler.getClassLoader(),
                    new Class<?>[] {handler},
                    (proxy, method, args) -> switch (method.getName()) {
                        case "handle" -> {
                            then.run();
                            yield null;
                        }
                        case "hashCode" -> System.identityHashCode(proxy);
                        case "equals" -> args != null && args[0] != null && proxy.hashCode() == args[0].hashCode();
                        default -> "handler of " + name;
                    });
            Object before = handle.invoke(null, which, ours);
            return () -> handle.invoke(null, which, before);
        } catch (ReflectiveOperationException | RuntimeException e) {
            // the signal then does what it does to any program
            LoggerFactory.getLogger(JvmSignals.class).debug("no handler for {}", name, e);
            return () -> {};
        }
    }
}

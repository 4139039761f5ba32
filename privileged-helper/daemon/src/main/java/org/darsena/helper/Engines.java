package org.darsena.helper;

import java.lang.reflect.InvocationTargetException;
import org.darsena.runtime.Engine;
import org.darsena.runtime.EngineConfig;
import org.darsena.runtime.EngineException;

final class Engines {
    private Engines() {}

    static Engine open(EngineConfig config) throws EngineException {
        try {
            return (Engine) Class.forName("org.darsena.runtime.local.LocalEngine")
                    .getMethod("open", EngineConfig.class)
                    .invoke(null, config);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof EngineException failed) {
                throw failed;
            }
            throw new IllegalStateException(e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}

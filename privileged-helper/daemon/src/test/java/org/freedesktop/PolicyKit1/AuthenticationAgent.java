package org.freedesktop.PolicyKit1;

import java.util.List;
import java.util.Map;
import org.freedesktop.dbus.Struct;
import org.freedesktop.dbus.annotations.DBusInterfaceName;
import org.freedesktop.dbus.annotations.Position;
import org.freedesktop.dbus.interfaces.DBusInterface;
import org.freedesktop.dbus.types.Variant;

/// See polkit(8), `org.freedesktop.PolicyKit1.AuthenticationAgent`.
@DBusInterfaceName("org.freedesktop.PolicyKit1.AuthenticationAgent")
public interface AuthenticationAgent extends DBusInterface {
    void BeginAuthentication(
            String action,
            String message,
            String icon,
            Map<String, String> details,
            String cookie,
            List<Identity> identities);

    void CancelAuthentication(String cookie);

    /// Whose password would do.
    final class Identity extends Struct {
        @Position(0)
        public final String kind;

        @Position(1)
        public final Map<String, Variant<?>> details;

        public Identity(String kind, Map<String, Variant<?>> details) {
            this.kind = kind;
            this.details = details;
        }
    }
}

package org.freedesktop.PolicyKit1;

import java.util.Map;
import org.freedesktop.dbus.Struct;
import org.freedesktop.dbus.annotations.DBusInterfaceName;
import org.freedesktop.dbus.annotations.Position;
import org.freedesktop.dbus.interfaces.DBusInterface;
import org.freedesktop.dbus.types.UInt32;
import org.freedesktop.dbus.types.Variant;

/// See polkit(8), `org.freedesktop.PolicyKit1.Authority`.
@DBusInterfaceName("org.freedesktop.PolicyKit1.Authority")
public interface Authority extends DBusInterface {
    void RegisterAuthenticationAgent(Subject subject, String locale, String path);

    /// root's: the password was right.
    void AuthenticationAgentResponse2(UInt32 uid, String cookie, AuthenticationAgent.Identity identity);

    /// Who.
    final class Subject extends Struct {
        @Position(0)
        public final String kind;

        @Position(1)
        public final Map<String, Variant<?>> details;

        public Subject(String kind, Map<String, Variant<?>> details) {
            this.kind = kind;
            this.details = details;
        }
    }
}

package org.darsena.api;

import java.util.Map;
import org.freedesktop.dbus.DBusPath;
import org.freedesktop.dbus.annotations.DBusInterfaceName;
import org.freedesktop.dbus.interfaces.DBusInterface;
import org.freedesktop.dbus.types.Variant;

/// A lab, at [Names#LABS] + id. Properties: `Id` s, `Name` s, `Title` s, `Owner` u, `OwnerName` s, `State` s,
/// `Started` t, `Document` s (JSON), `Nodes` a{ss} (node name → container id).
@DBusInterfaceName("org.darsena.Helper1.Lab")
public interface Lab extends DBusInterface {

    /// Tries every check. Each is reported by Progress as it ends; job result: `checks`, a JSON list.
    DBusPath Check(Map<String, Variant<?>> options);

    /// Removes exactly what the lab made.
    DBusPath Down(Map<String, Variant<?>> options);
}

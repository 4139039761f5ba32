package org.darsena.api;

import java.util.Map;
import org.freedesktop.dbus.DBusPath;
import org.freedesktop.dbus.annotations.DBusInterfaceName;
import org.freedesktop.dbus.interfaces.DBusInterface;
import org.freedesktop.dbus.types.Variant;

/// At [Names#ROOT], beside the ObjectManager.
@DBusInterfaceName("org.darsena.Helper1.Manager")
public interface Manager extends DBusInterface {

    /// From now on the caller gets InterfacesAdded/Removed and PropertiesChanged of what it may see.
    /// Returns `version` s, `uid` u (the caller's), `authority` s (`polkit` or `private-bus`).
    Map<String, Variant<?>> Subscribe(Map<String, Variant<?>> options);

    /// Ends [#Subscribe]; leaving the bus does so too.
    void Unsubscribe();

    /// Lets this connection see what belongs to others, once an administrator has confirmed it. root sees all
    /// anyway.
    DBusPath ShowOthers(Map<String, Variant<?>> options);

    /// Lays out a container from a spec document. Job result: `container` (its id). Options: `start` b;
    /// `attachments` a{sh}, at most 16: files that the caller opened, each by the place in the document that it
    /// stands for, a JSON pointer. Nothing is attached but what the document wants.
    DBusPath CreateContainer(String spec, Map<String, Variant<?>> options);

    /// Starts a lab from its document. Option `name` s. Job result: `lab` (its id).
    DBusPath UpLab(String lab, Map<String, Variant<?>> options);

    /// Images as a JSON document.
    String Images();

    /// What this machine can and cannot do, as a JSON document.
    String Doctor();
}

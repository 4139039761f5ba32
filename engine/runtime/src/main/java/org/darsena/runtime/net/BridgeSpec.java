package org.darsena.runtime.net;

/// A bridge to be made for a lab's network or a container's named one.
///
/// @param where the namespace it shall be in
/// @param name on the host one of [IfNames#bridge]
public record BridgeSpec(NsRef where, String name) {
    public BridgeSpec {
        IfNames.checked(name);
    }
}

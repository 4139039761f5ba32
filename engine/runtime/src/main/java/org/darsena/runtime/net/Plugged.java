package org.darsena.runtime.net;

/// A card whose host's end is a port of one of our bridges.
///
/// @param end the host's end
/// @param nat whether the bridge is masqueraded to the outside
/// @param others how many further ports the bridge has
public record Plugged(String end, boolean nat, int others) {}

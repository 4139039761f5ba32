package org.darsena.runtime.net;

/// An address of an interface.
public record AddressInfo(int index, Cidr address) {}

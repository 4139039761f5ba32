package org.darsena.model.net;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/// An address with its prefix length: `10.0.0.7/24` is a host in its network, `10.0.0.0/24` the network itself.
///
/// @param prefix 0–32 for v4, 0–128 for v6
public record Cidr(InetAddress address, int prefix) {
    private static final Pattern PREFIX = Pattern.compile("0|[1-9][0-9]{0,2}");

    public Cidr {
        if (prefix < 0 || prefix > address.getAddress().length * 8) {
            throw new IllegalArgumentException("no prefix of " + address.getHostAddress() + ": " + prefix);
        }
    }

    /// What `text` (`ADDRESS/PREFIX`) is; empty if it is something else.
    public static Optional<Cidr> of(String text) {
        int slash = text.indexOf('/');
        if (slash < 0 || !PREFIX.matcher(text.substring(slash + 1)).matches()) {
            return Optional.empty();
        }
        int prefix = Integer.parseInt(text.substring(slash + 1));
        return Ip.parse(text.substring(0, slash))
                .filter(a -> prefix <= a.getAddress().length * 8)
                .map(a -> new Cidr(a, prefix));
    }

    /// As [#of]; throws [IllegalArgumentException] where that is empty.
    public static Cidr parse(String text) {
        return of(text).orElseThrow(() -> new IllegalArgumentException("not an address with prefix: " + text));
    }

    public boolean isV4() {
        return Ip.isV4(address);
    }

    /// Bits of its family.
    public int bits() {
        return address.getAddress().length * 8;
    }

    /// The network it lies in, host bits zero.
    public Cidr network() {
        return new Cidr(address(value().shiftRight(bits() - prefix).shiftLeft(bits() - prefix)), prefix);
    }

    /// Whether `other` is of the same family and has the same first `prefix` bits.
    public boolean contains(InetAddress other) {
        return other.getAddress().length == address.getAddress().length
                && new Cidr(other, prefix).network().equals(network());
    }

    /// Whether it stands for the whole network, or all hosts of it, and so cannot be a host's own (v4 only, and
    /// not with /31 and /32).
    public boolean isNetworkOrBroadcast() {
        if (!isV4() || prefix >= 31) {
            return false;
        }
        BigInteger hosts = BigInteger.ONE.shiftLeft(bits() - prefix);
        BigInteger host = value().mod(hosts);
        return host.signum() == 0 || host.equals(hosts.subtract(BigInteger.ONE));
    }

    /// The `n`th address of its network with this prefix; 0 is the network's own. Throws
    /// [IllegalArgumentException] if that lies outside.
    public Cidr host(long n) {
        BigInteger size = BigInteger.ONE.shiftLeft(bits() - prefix);
        if (n < 0 || BigInteger.valueOf(n).compareTo(size) >= 0) {
            throw new IllegalArgumentException(this + " has no host " + n);
        }
        return new Cidr(address(network().value().add(BigInteger.valueOf(n))), prefix);
    }

    /// The address as a number, for ordering.
    public BigInteger value() {
        return new BigInteger(1, address.getAddress());
    }

    private InetAddress address(BigInteger value) {
        byte[] bytes = new byte[bits() / 8];
        byte[] digits = value.toByteArray();
        int length = Math.min(digits.length, bytes.length);
        System.arraycopy(digits, digits.length - length, bytes, bytes.length - length, length);
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("4 or 16 bytes are an address", e);
        }
    }

    /// The address alone, as text.
    public String host() {
        return address.getHostAddress();
    }

    @Override
    public String toString() {
        return address.getHostAddress() + "/" + prefix;
    }
}

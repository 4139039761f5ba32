package org.darsena.runtime.net;

import java.math.BigInteger;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/// An IPv4 or IPv6 address with its prefix length, e.g. `10.0.0.7/24` (a host in its network) or
/// `10.0.0.0/24` (the network itself). Never resolves names.
///
/// @param prefix 0–32 for v4, 0–128 for v6
public record Cidr(InetAddress address, int prefix) {
    public Cidr {
        int bits = address.getAddress().length * 8;
        if (prefix < 0 || prefix > bits) {
            throw new IllegalArgumentException(
                    "prefix " + prefix + " of " + address.getHostAddress() + " is not in 0–" + bits);
        }
    }

    /// Reads `ADDRESS/PREFIX`, or a bare `ADDRESS` as a single host. Throws [IllegalArgumentException].
    public static Cidr parse(String text) {
        int slash = text.indexOf('/');
        InetAddress address = address(slash < 0 ? text : text.substring(0, slash));
        if (slash < 0) {
            return new Cidr(address, address.getAddress().length * 8);
        }
        String length = text.substring(slash + 1);
        if (!length.matches("[0-9]{1,3}")) {
            throw new IllegalArgumentException("not a prefix length: " + text);
        }
        return new Cidr(address, Integer.parseInt(length));
    }

    /// Reads an address literal. Throws [IllegalArgumentException] on anything else, host names too.
    public static InetAddress address(String literal) {
        if (literal.indexOf(':') < 0 && !literal.matches("\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}")) {
            throw new IllegalArgumentException("not an address: " + literal); // ofLiteral also takes "10.1" and "7"
        }
        return InetAddress.ofLiteral(literal);
    }

    /// The address made of `bytes` (4 or 16 of them).
    static InetAddress address(byte[] bytes) {
        try {
            // InetAddress.getByAddress would turn ::ffff:0:0 (a route on many machines) into a v4 address
            return bytes.length == 16 ? Inet6Address.getByAddress(null, bytes, -1) : InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("an address has 4 or 16 bytes, not " + bytes.length, e);
        }
    }

    public boolean isV4() {
        return address instanceof Inet4Address;
    }

    /// Whether it covers everything: `0.0.0.0/0` or `::/0`.
    public boolean isDefault() {
        return prefix == 0;
    }

    /// The network it lies in: the bits after the prefix cleared.
    public Cidr network() {
        byte[] bytes = address.getAddress();
        for (int i = 0; i < bytes.length; i++) {
            int kept = Math.clamp(prefix - i * 8L, 0, 8);
            bytes[i] &= (byte) (0xff00 >> kept);
        }
        return new Cidr(address(bytes), prefix);
    }

    public boolean contains(InetAddress other) {
        return other.getAddress().length == address.getAddress().length
                && new Cidr(other, prefix).network().equals(network());
    }

    /// Whether an address exists that lies in both.
    public boolean overlaps(Cidr other) {
        return prefix <= other.prefix ? contains(other.address) : other.contains(address);
    }

    /// The `n`th address of the network (0 = the network's own), with this prefix. Throws
    /// [IllegalArgumentException] if that lies outside.
    public Cidr host(long n) {
        byte[] base = network().address.getAddress();
        byte[] sum = new BigInteger(1, base).add(BigInteger.valueOf(n)).toByteArray();
        byte[] bytes = new byte[base.length];
        int length = Math.min(sum.length, bytes.length);
        System.arraycopy(sum, sum.length - length, bytes, bytes.length - length, length);
        Cidr result = new Cidr(address(bytes), prefix);
        if (n < 0
                || !Arrays.equals(
                        result.network().address.getAddress(), network().address.getAddress())) {
            throw new IllegalArgumentException(this + " has no host " + n);
        }
        return result;
    }

    @Override
    public String toString() {
        return address.getHostAddress() + "/" + prefix;
    }
}

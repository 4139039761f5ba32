package org.darsena.runtime.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.darsena.runtime.net.Request.AddAddress;
import org.darsena.runtime.net.Request.AddLink;
import org.darsena.runtime.net.Request.AddRoute;
import org.darsena.runtime.net.Request.DeleteGroup;
import org.darsena.runtime.net.Request.DeleteLink;
import org.darsena.runtime.net.Request.SetLink;
import org.junit.jupiter.api.Test;

/// Our messages are those of ip(8), as recorded in ip-messages.txt.
class RequestEncoderTest {
    private static final HexFormat HEX = HexFormat.of();
    private static final Map<String, byte[]> RECORDED = recorded();
    private static final Map<String, Integer> INDEXES = Map.of("p0", 4, "br0", 2, "d0", 9, "darv0", 6);

    private static final RequestEncoder.Resolver RESOLVER = new RequestEncoder.Resolver() {
        @Override
        public int index(String link) {
            return Objects.requireNonNull(INDEXES.get(link), link);
        }

        @Override
        public int descriptor(NsRef namespace) {
            return 77;
        }
    };

    private static Map<String, byte[]> recorded() {
        try (InputStream in = Objects.requireNonNull(RequestEncoderTest.class.getResourceAsStream("ip-messages.txt"))) {
            Map<String, byte[]> all = new LinkedHashMap<>();
            Iterator<String> lines = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .iterator();
            while (lines.hasNext()) {
                all.put(lines.next(), HEX.parseHex(lines.next().strip()));
            }
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] encode(Request request) {
        NlWriter out = new NlWriter();
        new RequestEncoder(out, RESOLVER).write(request, 0);
        return out.take();
    }

    /// The recorded message with its sequence number cleared.
    private static byte[] ip(String command) {
        byte[] message = Objects.requireNonNull(RECORDED.get(command), command).clone();
        ByteBuffer.wrap(message).putInt(8, 0);
        return message;
    }

    /// ip(8) asks for the index first; we say the name instead.
    private static byte[] byName(byte[] message, String name) {
        NlWriter attribute = new NlWriter();
        attribute.attribute(Nl.IFLA_IFNAME, name);
        byte[] extra = attribute.take();
        int header = Nl.HEADER + 16;
        ByteBuffer longer = ByteBuffer.allocate(message.length + extra.length).order(ByteOrder.nativeOrder());
        longer.put(message, 0, header).put(extra).put(message, header, message.length - header);
        longer.putInt(0, longer.capacity()).putInt(Nl.HEADER + 4, 0);
        return longer.array();
    }

    private static void assertSame(byte[] expected, Request request) {
        assertEquals(HEX.formatHex(expected), HEX.formatHex(encode(request)), IpCommand.of(request));
    }

    @Test
    void makesLinksAsIpDoes() {
        LinkSettings far = LinkSettings.NONE.mac(Mac.parse("02:00:00:00:00:02"));
        LinkSettings near =
                LinkSettings.NONE.mac(Mac.parse("02:00:00:00:00:01")).mtu(1400);
        Map<String, Request> requests = Map.of(
                "ip link add darv0 address 02:00:00:00:00:01 mtu 1400 type veth peer name eth0 address 02:00:00:00:00:02",
                new AddLink("darv0", new LinkKind.Veth("eth0", far), near),
                "ip link add brx type bridge mcast_snooping 0",
                new AddLink("brx", new LinkKind.Bridge(), LinkSettings.NONE),
                "ip link add d0 type dummy",
                new AddLink("d0", new LinkKind.Dummy(), LinkSettings.NONE),
                "ip link add link p0 name p0.7 type vlan id 7",
                new AddLink("p0.7", new LinkKind.Vlan("p0", 7), LinkSettings.NONE),
                "ip link add link p0 name mv0 type macvlan mode bridge",
                new AddLink("mv0", new LinkKind.Macvlan("p0"), LinkSettings.NONE),
                "ip link add vx0 type vxlan id 42 remote 10.9.9.9 dstport 4789 dev p0",
                new AddLink("vx0", new LinkKind.Vxlan(42, Cidr.address("10.9.9.9"), 4789, "p0"), LinkSettings.NONE));
        requests.forEach((command, request) -> assertSame(ip(command), request));
    }

    @Test
    void changesAndDeletesLinksAsIpDoes() {
        LinkSettings none = LinkSettings.NONE;
        assertSame(byName(ip("ip link set darv0 master br0"), "darv0"), new SetLink("darv0", none.master("br0")));
        assertSame(byName(ip("ip link set darv0 up"), "darv0"), new SetLink("darv0", none.up(true)));
        assertSame(byName(ip("ip link set darv0 group 7"), "darv0"), new SetLink("darv0", none.group(7)));
        assertSame(byName(ip("ip link set darv0 addrgenmode none"), "darv0"), new SetLink("darv0", none.withoutIpv6()));
        assertSame(byName(ip("ip link del d1"), "d1"), new DeleteLink("d1"));
        assertSame(ip("ip link set d0 name d1"), new SetLink("d0", none.rename("d1")));
        assertSame(ip("ip link del group 7"), new DeleteGroup(7));
    }

    @Test
    void addressesAndRoutesAsIpDoes() {
        assertSame(
                ip("ip address add 10.1.2.3/24 broadcast 10.1.2.255 dev p0"),
                new AddAddress("p0", Cidr.parse("10.1.2.3/24")));
        assertSame(
                ip("ip address add 2001:db8::1/64 dev p0 nodad"), new AddAddress("p0", Cidr.parse("2001:db8::1/64")));
        Map<String, Route> routes = Map.of(
                "ip route add 10.7.0.0/16 via 10.1.2.9",
                new Route(Cidr.parse("10.7.0.0/16"), Cidr.address("10.1.2.9"), null),
                "ip route add default via 10.1.2.254 dev p0",
                new Route(Cidr.parse("0.0.0.0/0"), Cidr.address("10.1.2.254"), "p0"),
                "ip -6 route add 2001:db8:7::/48 via 2001:db8::9",
                new Route(Cidr.parse("2001:db8:7::/48"), Cidr.address("2001:db8::9"), null));
        routes.forEach((command, route) -> {
            byte[] expected = ip(command);
            assertEquals(3, expected[Nl.HEADER + 5]); // RTPROT_BOOT: ours are an administrator's
            expected[Nl.HEADER + 5] = Nl.RTPROT_STATIC;
            assertSame(expected, new AddRoute(route));
        });
    }

    @Test
    void everyRecordedMessageIsCompared() {
        assertEquals(18, RECORDED.size());
    }

    @Test
    void putsThePeerIntoItsNamespace() {
        LinkSettings far = LinkSettings.NONE.netns(new NsRef("n1"));
        byte[] message = encode(new AddLink(
                "a",
                new LinkKind.Veth("eth0", far),
                LinkSettings.NONE.master("br0").up(true)));
        NlReader reader = new NlReader(message, message.length);
        assertEquals(true, reader.nextMessage());
        assertEquals(Nl.IFF_UP, reader.headerU32(8));
        reader.skip(16);
        int namespace = 0;
        int master = 0;
        while (reader.nextAttribute()) {
            if (reader.attribute() == Nl.IFLA_MASTER) {
                master = reader.u32();
            } else if (reader.attribute() == Nl.IFLA_LINKINFO) {
                namespace = peerNamespace(reader.nested());
            }
        }
        assertEquals(List.of(2, 77), List.of(master, namespace));
    }

    private static int peerNamespace(NlReader info) {
        while (info.nextAttribute()) {
            if (info.attribute() == Nl.IFLA_INFO_DATA) {
                NlReader data = info.nested();
                data.nextAttribute();
                NlReader peer = data.nested();
                peer.skip(16);
                while (peer.nextAttribute()) {
                    if (peer.attribute() == Nl.IFLA_NET_NS_FD) {
                        return peer.u32();
                    }
                }
            }
        }
        return -1;
    }

    @Test
    void refusesWhatTheKernelWouldRollBack() {
        assertThrows(IllegalArgumentException.class, () -> new LinkKind.Veth("eth0", LinkSettings.NONE.up(true)));
        assertThrows(
                IllegalArgumentException.class, () -> new AddLink("../x", new LinkKind.Bridge(), LinkSettings.NONE));
        assertThrows(IllegalArgumentException.class, () -> LinkSettings.NONE.mtu(67));
        assertThrows(IllegalArgumentException.class, () -> new DeleteGroup(0));
    }
}

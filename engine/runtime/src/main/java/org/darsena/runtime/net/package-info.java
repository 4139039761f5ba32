/// The machine's network: links, addresses and routes by rtnetlink, NAT by nftables.
///
/// Flow: [NodeNetwork] and [BridgeSpec] → [NetPlanner] (pure) → [NetPlan] → [HostNetwork] (the only
/// executor). [Netlink] is one socket that stays in one network namespace, [NetNs] a namespace to act in,
/// [LinkCounters] the throughput of one namespace's links. Everything made on the host bears a name of
/// [IfNames] or stands in the table `inet darsena`; nothing else is ever changed but `ip_forward`, and
/// that only while a NAT network of ours needs it.
@NullMarked
package org.darsena.runtime.net;

import org.jspecify.annotations.NullMarked;

package org.darsena.model.container;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileCapabilitiesTest {
    /// Held against getcap(8) after setcap(8) of the same words.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cap_net_raw+ep|cap_net_raw=ep",
                "NET_RAW=ep|cap_net_raw=ep",
                "cap_chown,cap_kill=p|cap_chown,cap_kill=p",
                "cap_chown=p cap_kill+i|cap_chown=p cap_kill=i",
                "cap_kill=eip cap_kill-i|cap_kill=ep",
                "cap_kill=p+ei|cap_kill=eip",
                "all=p cap_kill-p cap_kill+i|" + ALL_BUT_KILL + "=p cap_kill=i",
                "=|=",
                "cap_kill=|=",
            })
    void textsAreReadAndWritten(String given, String shown) {
        FileCapabilities read = FileCapabilities.parse(given).orElseThrow();
        String order = read.text();
        assertEquals(Set.of(shown.split(" ")), Set.of(order.split(" ")));
        assertEquals(read, FileCapabilities.parse(order).orElseThrow());
    }

    private static final String ALL_BUT_KILL = "cap_chown,cap_dac_override,cap_dac_read_search,cap_fowner,cap_fsetid,"
            + "cap_setgid,cap_setuid,cap_setpcap,cap_linux_immutable,cap_net_bind_service,cap_net_broadcast,"
            + "cap_net_admin,cap_net_raw,cap_ipc_lock,cap_ipc_owner,cap_sys_module,cap_sys_rawio,cap_sys_chroot,"
            + "cap_sys_ptrace,cap_sys_pacct,cap_sys_admin,cap_sys_boot,cap_sys_nice,cap_sys_resource,cap_sys_time,"
            + "cap_sys_tty_config,cap_mknod,cap_lease,cap_audit_write,cap_audit_control,cap_setfcap,cap_mac_override,"
            + "cap_mac_admin,cap_syslog,cap_wake_alarm,cap_block_suspend,cap_audit_read,cap_perfmon,cap_bpf,"
            + "cap_checkpoint_restore";

    @ParameterizedTest
    @ValueSource(
            strings = {"", "cap_net_raw", "cap_net=ep", "+ep", "cap_kill+x", "cap_kill=ep cap_chown=p", "a b", "=;"})
    void whatIsNoneIsRefused(String text) {
        assertEquals(Optional.empty(), FileCapabilities.parse(text));
    }

    @Test
    void oneBitForAllOfThemIsEffective() {
        assertEquals(
                new FileCapabilities(Set.of(Capability.KILL), Set.of(Capability.CHOWN), true),
                FileCapabilities.parse("cap_kill=ep cap_chown+ei").orElseThrow());
    }
}

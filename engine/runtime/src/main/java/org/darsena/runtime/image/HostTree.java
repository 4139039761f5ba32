package org.darsena.runtime.image;

import java.util.List;

/// What the `host` image takes over from this machine's /etc, and the folders it makes. An allow-list:
/// whatever is not named here (shadow, ssh, machine-id, private keys, services' configuration …) stays
/// outside.
final class HostTree {
    /// Raised whenever this list or what is generated changes, so that images are made anew.
    static final int VERSION = 2;

    /// Files, links or whole folders below /etc; `*` stands for any end of a name. Only what every user of
    /// the host may read is copied.
    static final List<String> ETC = List.of(
            "alternatives",
            "bash.bashrc",
            "bash_completion",
            "bash_completion.d",
            "bindresvport.blacklist",
            "ca-certificates",
            "ca-certificates.conf",
            "debian_version",
            "default/locale",
            "default/useradd",
            "ethertypes",
            "fonts",
            "gai.conf",
            "groff",
            "host.conf",
            "inputrc",
            "iproute2",
            "issue",
            "issue.net",
            "java-*",
            "ld-musl-*",
            "ld.so.cache",
            "ld.so.conf",
            "ld.so.conf.d",
            "libaudit.conf",
            "locale.alias",
            "locale.conf",
            "localtime",
            "login.defs",
            "lsb-release",
            "magic",
            "magic.mime",
            "mailcap",
            "manpath.config",
            "mime.types",
            "nanorc",
            "netconfig",
            "networks",
            "nsswitch.conf",
            "os-release",
            "pam.conf",
            "pam.d",
            "perl",
            "profile",
            "profile.d",
            "protocols",
            "python3",
            "python3.*",
            "rmt",
            "rpc",
            "security",
            "services",
            "shells",
            "skel",
            "ssl/certs",
            "ssl/openssl.cnf",
            "terminfo",
            "timezone",
            "vim",
            "xattr.conf");

    /// Below /usr, where a machine's administrator may have put what is for root's eyes only: it is not id-mapped, so
    /// that a container's root may read no more of it than anybody. The rest comes from packages that all can read.
    static final List<String> ADMINISTRATORS = List.of("local", "share/polkit-1/rules.d");

    /// Folders: path, mode, owner.
    static final List<Folder> FOLDERS = List.of(
            new Folder("dev", 0755, "root", "root"),
            new Folder("etc", 0755, "root", "root"),
            new Folder("etc/opt", 0755, "root", "root"),
            new Folder("home", 0755, "root", "root"),
            new Folder("media", 0755, "root", "root"),
            new Folder("mnt", 0755, "root", "root"),
            new Folder("opt", 0755, "root", "root"),
            new Folder("proc", 0555, "root", "root"),
            new Folder("root", 0700, "root", "root"),
            new Folder("run", 0755, "root", "root"),
            new Folder("run/lock", 01777, "root", "root"),
            new Folder("srv", 0755, "root", "root"),
            new Folder("sys", 0555, "root", "root"),
            new Folder("tmp", 01777, "root", "root"),
            new Folder("usr", 0755, "root", "root"),
            new Folder("var", 0755, "root", "root"),
            new Folder("var/cache", 0755, "root", "root"),
            new Folder("var/lib", 0755, "root", "root"),
            new Folder("var/lib/misc", 0755, "root", "root"),
            new Folder("var/local", 02775, "root", "staff"),
            new Folder("var/log", 0755, "root", "root"),
            new Folder("var/mail", 02775, "root", "mail"),
            new Folder("var/opt", 0755, "root", "root"),
            new Folder("var/spool", 0755, "root", "root"),
            new Folder("var/tmp", 01777, "root", "root"),
            new Folder("var/www", 0755, "root", "root"));

    /// What the FRR daemons want to find; made only where the host has a user `frr`.
    static final List<Folder> FRR_FOLDERS = List.of(
            new Folder("etc/frr", 0750, "frr", "frr"),
            new Folder("run/frr", 0755, "frr", "frr"),
            new Folder("var/lib/frr", 0755, "frr", "frr"),
            new Folder("var/log/frr", 0750, "frr", "frr"),
            new Folder("var/tmp/frr", 0755, "frr", "frr"));

    private HostTree() {}

    record Folder(String path, int mode, String user, String group) {}
}

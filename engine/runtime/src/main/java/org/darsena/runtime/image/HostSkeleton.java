package org.darsena.runtime.image;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.darsena.runtime.image.HostTree.Folder;
import org.darsena.runtime.store.AtomicFile;

/// Makes the root of the `host` image: everything but /usr, which is the machine's own, bound in at each
/// start.
final class HostSkeleton {
    private final Path host;
    private final Path root;
    private final Accounts accounts;

    /// @param host `/`, or a folder of fixtures
    /// @param root where it is made; exists and is empty
    HostSkeleton(Path host, Path root, Accounts accounts) {
        this.host = host;
        this.root = root;
        this.accounts = accounts;
    }

    void make() throws IOException {
        Files.setAttribute(root, "unix:mode", 0755);
        for (Folder folder : HostTree.FOLDERS) {
            make(folder);
        }
        for (Path link : mergedUsr(host)) {
            Files.createSymbolicLink(root.resolve(link.getFileName()), Files.readSymbolicLink(link));
        }
        link("var/run", "/run");
        link("var/lock", "/run/lock");
        new EtcCopier(host.resolve("etc")).copyTo(root.resolve("etc"));
        etc();
        skel();
        if (accounts.hasUser("frr")) {
            frr();
        }
    }

    /// The links from / into /usr: bin, sbin, lib and so on.
    static List<Path> mergedUsr(Path host) throws IOException {
        List<Path> links = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(host, Files::isSymbolicLink)) {
            for (Path p : stream) {
                String target = Files.readSymbolicLink(p).toString();
                if (target.startsWith("usr/") || target.startsWith("/usr/")) {
                    links.add(p);
                }
            }
        }
        Collections.sort(links);
        return links;
    }

    private void make(Folder folder) throws IOException {
        Path path = root.resolve(folder.path());
        Files.createDirectories(path);
        EtcCopier.own(path, Math.max(0, accounts.uid(folder.user())), Math.max(0, accounts.gid(folder.group())));
        Files.setAttribute(path, "unix:mode", folder.mode());
    }

    private void link(String path, String target) throws IOException {
        Files.createSymbolicLink(root.resolve(path), Path.of(target));
    }

    private void etc() throws IOException {
        file("etc/passwd", accounts.passwd(), 0644, "root", "root");
        file("etc/group", accounts.group(), 0644, "root", "root");
        file("etc/shadow", accounts.shadow(), 0640, "root", "shadow");
        file("etc/gshadow", accounts.gshadow(), 0640, "root", "shadow");
        file("etc/hostname", "localhost\n", 0644, "root", "root");
        file("etc/hosts", "127.0.0.1 localhost\n::1 localhost ip6-localhost ip6-loopback\n", 0644, "root", "root");
        file("etc/resolv.conf", "", 0644, "root", "root");
        file("etc/fstab", "", 0644, "root", "root");
        file("etc/machine-id", "", 0444, "root", "root"); // systemd makes a fresh one
        file("etc/environment", "", 0644, "root", "root");
        link("etc/mtab", "/proc/mounts");
    }

    private void skel() throws IOException {
        Path skel = root.resolve("etc/skel");
        if (Files.isDirectory(skel)) {
            try (DirectoryStream<Path> stream = Files.newDirectoryStream(skel, p -> Files.isRegularFile(p))) {
                for (Path p : stream) {
                    Files.copy(p, root.resolve("root").resolve(p.getFileName()), LinkOption.NOFOLLOW_LINKS);
                }
            }
        }
    }

    private void frr() throws IOException {
        for (Folder folder : HostTree.FRR_FOLDERS) {
            make(folder);
        }
        String vtyGroup = accounts.gid("frrvty") >= 0 ? "frrvty" : "frr";
        file("etc/frr/vtysh.conf", "service integrated-vtysh-config\n", 0640, "frr", vtyGroup);
        file("etc/frr/daemons", "", 0640, "frr", "frr");
        file("etc/frr/frr.conf", "", 0640, "frr", "frr");
    }

    private void file(String path, String text, int mode, String user, String group) throws IOException {
        Path file = root.resolve(path);
        Files.deleteIfExists(file);
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw AtomicFile.at(file, e);
        }
        EtcCopier.own(file, Math.max(0, accounts.uid(user)), Math.max(0, accounts.gid(group)));
        Files.setAttribute(file, "unix:mode", mode);
    }
}

package org.darsena.runtime.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.darsena.runtime.store.TreeRemover;

/// The image `host`: this machine's own /usr, under a fresh /etc, /var, /root made from what is taken over
/// of the host's. When the host has changed, a new root is made beside the old one, which goes once nobody
/// stands on it: the lower layer of a mounted overlay must not change.
public final class HostImage {
    private static final String MAKING = ".making-";

    private final Path host;
    private final Path folder;

    /// @param host `/`, or a folder of fixtures
    /// @param folder where its roots are kept
    public HostImage(Path host, Path folder) {
        this.host = host;
        this.folder = folder;
    }

    /// A made root.
    ///
    /// @param version a digest of what it was made from
    public record Root(String version, Path path, Accounts accounts) {}

    /// The root for new containers, made if it is not there. Calls exclude each other.
    public synchronized Root current() throws IOException {
        Accounts accounts = new Accounts(lines("etc/passwd"), lines("etc/group"));
        String version = fingerprint();
        Path root = folder.resolve(version);
        if (!Files.isDirectory(root)) {
            make(root, accounts);
        }
        return new Root(version, root, accounts);
    }

    private void make(Path root, Accounts accounts) throws IOException {
        if (HostSkeleton.mergedUsr(host).stream().noneMatch(p -> p.endsWith("bin"))) {
            throw new IOException("/bin is not a link into /usr: the image `host` needs a merged /usr");
        }
        Files.createDirectories(folder);
        Path making = folder.resolve(MAKING + root.getFileName());
        TreeRemover.remove(making);
        Files.createDirectory(making);
        try {
            new HostSkeleton(host, making, accounts).make();
            Files.move(making, root, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            TreeRemover.remove(making);
            throw e;
        }
    }

    /// Removes roots that are neither the current one nor in `used`, and half-made ones.
    public synchronized void prune(List<String> used) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        String current = fingerprint();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            for (Path p : stream) {
                String name = p.getFileName().toString();
                if (!name.equals(current) && !used.contains(name)) {
                    TreeRemover.remove(p);
                }
            }
        }
    }

    private List<String> lines(String path) throws IOException {
        return Files.readString(host.resolve(path), StandardCharsets.ISO_8859_1)
                .lines()
                .toList();
    }

    /// Name, size and time of all that is taken over, in 16 hex digits.
    private String fingerprint() throws IOException {
        MessageDigest digest = sha256();
        digest.update((byte) HostTree.VERSION);
        for (Path link : HostSkeleton.mergedUsr(host)) {
            update(digest, link);
        }
        update(digest, host.resolve("etc/passwd"));
        update(digest, host.resolve("etc/group"));
        for (Path p : new EtcCopier(host.resolve("etc")).wanted()) {
            update(digest, host.resolve("etc").resolve(p));
        }
        return HexFormat.of().formatHex(digest.digest(), 0, 8);
    }

    private static void update(MessageDigest digest, Path path) throws IOException {
        try {
            var a = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            String what = path + "\0" + a.size() + "\0" + a.lastModifiedTime().toMillis() + "\n";
            digest.update(what.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchFileException e) {
            // just removed
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has it", e);
        }
    }
}

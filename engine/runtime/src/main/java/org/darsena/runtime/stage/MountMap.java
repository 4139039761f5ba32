package org.darsena.runtime.stage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.darsena.runtime.kernel.Fd;
import org.darsena.runtime.kernel.Kernel;
import org.darsena.runtime.kernel.Linux;

/// A user namespace that only says to whom the files of one person belong where they are mounted
/// (mount_setattr(2), MOUNT_ATTR_IDMAP): that person's own, and nobody else's. Whatever is written there by any other
/// id fails (EOVERFLOW), and files of others look as nobody's, so nothing is done to files of others that their owners
/// did not allow everybody, and no set-user-id program of another's can be made.
///
/// @param user the person's, on disk
/// @param group the person's, on disk
/// @param asUser the machine's number that stands for it
/// @param asGroup the machine's number that stands for it
public record MountMap(int user, int group, long asUser, long asGroup) {

    /// The namespace; it lives as long as its descriptor.
    public Fd open(Kernel kernel, Stage stage) throws IOException {
        try (Prepared holder = stage.hold(Linux.CLONE_NEWUSER)) {
            Path process = Path.of("/proc/" + holder.pid());
            Files.writeString(process.resolve("setgroups"), "deny"); // it has one group
            Files.writeString(process.resolve("uid_map"), user + " " + asUser + " 1");
            Files.writeString(process.resolve("gid_map"), group + " " + asGroup + " 1");
            return kernel.open(process.resolve("ns/user").toString(), Linux.O_RDONLY, 0);
        }
    }
}

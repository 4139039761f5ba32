package org.darsena.runtime.store;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TreeRemoverTest {
    @TempDir
    Path temp;

    @Test
    void followsNoLink() throws IOException {
        Path outside = Files.createDirectory(temp.resolve("outside"));
        Files.createFile(outside.resolve("kept"));
        Path tree = Files.createDirectory(temp.resolve("tree"));
        Files.createSymbolicLink(tree.resolve("dir"), outside);
        Files.createSymbolicLink(tree.resolve("nowhere"), Path.of("/nonexistent"));
        Files.createDirectories(tree.resolve("a/b/c"));
        TreeRemover.remove(tree);
        assertFalse(Files.exists(tree, LinkOption.NOFOLLOW_LINKS));
        assertTrue(Files.exists(outside.resolve("kept")));
        TreeRemover.remove(tree); // nothing there is fine
        Files.createSymbolicLink(tree, outside);
        TreeRemover.remove(tree);
        assertTrue(Files.exists(outside.resolve("kept")), "the folder itself may be a link");
    }

    /// A container can nest folders until no path reaches them.
    @Test
    void removesWhatIsDeeperThanTheLongestPath() throws IOException {
        Path tree = Files.createDirectory(temp.resolve("tree"));
        for (int round = 0; round < 150; round++) { // hang the chain made so far below a new one
            Path next = Files.createDirectory(temp.resolve("next"));
            Path end = next;
            for (int i = 0; i < 20; i++) {
                end = Files.createDirectory(end.resolve("deeper-and-deeper"));
            }
            Files.move(tree, end.resolve("t"));
            Files.move(next, tree);
        }
        assertTrue(depth(tree) > 1000);
        TreeRemover.remove(tree);
        assertFalse(Files.exists(tree));
    }

    @SuppressWarnings("StreamResourceLeak") // each is closed once the one below is open
    private static int depth(Path tree) throws IOException {
        int depth = 0;
        var stream = (SecureDirectoryStream<Path>) Files.newDirectoryStream(tree);
        while (true) {
            var names = stream.iterator();
            if (!names.hasNext()) {
                stream.close();
                return depth;
            }
            var below = stream.newDirectoryStream(names.next().getFileName(), LinkOption.NOFOLLOW_LINKS);
            stream.close();
            stream = below;
            depth++;
        }
    }
}

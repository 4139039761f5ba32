package org.darsena.runtime.stage;

import java.io.IOException;
import java.nio.file.Path;
import org.darsena.runtime.kernel.Kernel;
import org.darsena.runtime.kernel.LinuxKernel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/// One stage and one box per test. Needs root.
@Tag("kernel")
abstract class StageTest {
    final Kernel kernel = LinuxKernel.get();

    @TempDir
    Path dir;

    Stage stage;
    Box box;

    @BeforeEach
    void makeBox() throws IOException {
        Assumptions.assumeTrue(System.getProperty("user.name", "").equals("root"), "needs root");
        stage = new Stage(kernel);
        box = Box.in(dir, "box");
    }

    @AfterEach
    void closeBox() {
        stage.close();
        box.close();
    }
}

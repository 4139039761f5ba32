package org.darsena.helper.objects;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.darsena.api.Errors;
import org.darsena.helper.bus.Caller;
import org.darsena.helper.bus.Refusal;
import org.darsena.helper.job.Job;
import org.darsena.helper.job.JobListener;
import org.darsena.helper.job.Jobs;
import org.darsena.helper.testing.MemoryEngine;
import org.freedesktop.dbus.types.Variant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CancelTest {
    private static final Caller ALICE = new Caller(":1.7", 1001, 0);
    private static final Caller ALICE_AGAIN = new Caller(":1.8", 1001, 0);
    private static final Caller BOB = new Caller(":1.9", 1002, 0);
    private static final Caller ROOT = new Caller(":1.10", 0, 0);

    private static final class Deaf implements JobListener {
        @Override
        public void added(Job job) {}

        @Override
        public void changed(Job job) {}

        @Override
        public void progress(Job job, double fraction, String step, Map<String, String> args) {}

        @Override
        public void started(Job job) {}

        @Override
        public void completed(Job job, @Nullable Refusal failure, Map<String, Variant<?>> result) {}

        @Override
        public void removed(Job job) {}
    }

    /// An administrator's word that Bob may see what is others' lets him change none of it.
    @Test
    void whoMaySeeAJobMayNotCancelItForThat(@TempDir Path folder) throws Exception {
        try (ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
                Jobs jobs = new Jobs(new Deaf(), clock)) {
            Sight sight = new Sight();
            Targets targets = new Targets(new MemoryEngine(folder), jobs, sight);
            Job job = jobs.open(ALICE, "up", "dmz");
            sight.showAll(BOB);
            assertEquals(job, targets.job(BOB, job.id()));
            Refusal refusal = assertThrows(Refusal.class, () -> targets.cancellable(BOB, job.id()));
            assertEquals(Errors.NOT_FOUND, refusal.error());
            assertEquals(job, targets.cancellable(ALICE_AGAIN, job.id()));
            assertEquals(job, targets.cancellable(ROOT, job.id()));
        }
    }
}

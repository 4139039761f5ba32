package org.darsena.app.tour;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.darsena.app.client.ContainerView;
import org.darsena.app.client.Helper;
import org.darsena.app.client.LabView;

/// Waits for what the helper tells.
final class Await {
    private Await() {}

    /// Whether `wanted` came true within `limit`; looked at now and after each change.
    static boolean until(Helper helper, Duration limit, BooleanSupplier wanted) {
        var came = new CompletableFuture<Boolean>();
        Runnable look = () -> {
            if (wanted.getAsBoolean()) {
                came.complete(true);
            }
        };
        try (AutoCloseable _ = helper.listen(new Looker(look))) {
            look.run();
            return came.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return wanted.getAsBoolean();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return wanted.getAsBoolean();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e); // nobody completes it so
        } catch (Exception e) {
            throw new IllegalStateException("a listener could not be put away", e);
        }
    }

    private record Looker(Runnable look) implements Helper.Listener {
        @Override
        public void connection(Helper.Connection now) {
            look.run();
        }

        @Override
        public void container(ContainerView now) {
            look.run();
        }

        @Override
        public void containerGone(String id) {
            look.run();
        }

        @Override
        public void lab(LabView now) {
            look.run();
        }

        @Override
        public void labGone(String id) {
            look.run();
        }
    }
}

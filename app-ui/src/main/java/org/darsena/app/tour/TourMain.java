package org.darsena.app.tour;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.darsena.app.client.BusAddress;
import org.darsena.app.client.DBusHelper;
import org.darsena.app.client.Helper;
import org.darsena.app.text.Language;
import org.darsena.app.text.Texts;
import org.jspecify.annotations.Nullable;

/// `darsena tour LAB --pictures FOLDER`: what `packaging/run` does where there is no display. Ends with 0 only if every
/// check held, the pictures were taken and nothing was left.
public final class TourMain {
    private TourMain() {}

    /// Options: `--lab LAB` `--pictures FOLDER`, and where given `--bus ADDRESS`, `--lang en|es`. Gives the status to
    /// end with.
    @SuppressWarnings("IncorrectMainMethod") // it is called by the command, which ends the JVM with this status
    public static int main(String[] args) {
        List<String> given = List.of(args);
        Locale locale = Language.of(option(given, "--lang"), System.getenv());
        var report = new Report(System.out, Texts.of(locale));
        String lab = option(given, "--lab");
        String pictures = option(given, "--pictures");
        if (lab == null || pictures == null) {
            System.err.println("usage: darsena tour LAB --pictures FOLDER");
            return 2;
        }
        try (Helper helper = DBusHelper.open(BusAddress.of(option(given, "--bus")))) {
            var tour = new Tour(helper, report, new WindowShots(helper, locale), Tour.Patience.USUAL);
            Thread interrupted = Thread.ofPlatform().unstarted(tour::tearDown);
            Runtime.getRuntime().addShutdownHook(interrupted); // Ctrl-C, or an end from outside
            boolean good = tour.run(lab, Path.of(pictures));
            leave(interrupted);
            return good ? 0 : 1;
        }
    }

    private static void leave(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // the end has begun: the hook finds nothing left to do
        }
    }

    private static @Nullable String option(List<String> args, String name) {
        int at = args.indexOf(name);
        return at >= 0 && at + 1 < args.size() ? args.get(at + 1) : null;
    }
}

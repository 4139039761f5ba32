package org.darsena.app.shell;

import javafx.animation.AnimationTimer;
import javafx.application.Platform;

/// Says on standard output when the window has drawn itself, and ends the program after some more frames: for the
/// bench and for the training run of the AOT cache. Off unless property `darsena.frames` says after how many frames.
/// JavaFX thread only.
final class FirstFrames extends AnimationTimer {
    private static final String PROPERTY = "darsena.frames";
    /// A pulse begins only when what the one before drew is on the screen; the first is the one that lays out.
    private static final int DRAWN = 3;

    private final int last;
    private int pulses;

    private FirstFrames(int last) {
        this.last = last;
    }

    /// To be called once the window shows.
    static void watch() {
        Integer last = Integer.getInteger(PROPERTY);
        if (last != null) {
            new FirstFrames(last).start();
        }
    }

    @Override
    public void handle(long now) {
        pulses++;
        if (pulses == DRAWN) {
            System.out.println("darsena: first frame");
            System.out.flush();
        }
        if (pulses >= Math.max(DRAWN, last)) {
            stop();
            Platform.exit();
        }
    }
}

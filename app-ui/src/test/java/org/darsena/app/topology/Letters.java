package org.darsena.app.topology;

/// Measures words by their letters, so that no font is needed.
final class Letters implements Measure {

    @Override
    public double name(String text) {
        return 7.0 * text.length();
    }

    @Override
    public double mono(String text) {
        return 6.6 * text.length();
    }

    @Override
    public double badge(String text) {
        return 6.2 * text.length();
    }

    @Override
    public double title(String text) {
        return 7.0 * text.length();
    }
}

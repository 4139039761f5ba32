package org.darsena.app.view;

/// Holds something until closed; closing twice does nothing.
@FunctionalInterface
public interface Pin extends AutoCloseable {
    @Override
    void close();
}

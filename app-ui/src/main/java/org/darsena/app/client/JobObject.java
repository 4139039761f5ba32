package org.darsena.app.client;

import java.io.FileDescriptor;
import java.util.function.Consumer;
import org.darsena.api.Job;

/// A job at the helper. What asks for no answer is sent by `sender`, and lost with the line.
record JobObject(Line line, String path, Consumer<Runnable> sender) implements ClientJob.Remote {

    private Job job() {
        return line.object(Job.class, path);
    }

    @Override
    public void cancel() {
        sender.accept(() -> job().Cancel());
    }

    @Override
    public FileDescriptor terminal() {
        return line.take(job().TakeTerminal());
    }

    @Override
    public void resize(int columns, int rows) {
        sender.accept(() -> job().Resize(columns, rows));
    }

    @Override
    public void signal(String signal) {
        sender.accept(() -> job().Signal(signal));
    }
}

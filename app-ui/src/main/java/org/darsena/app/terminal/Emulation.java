package org.darsena.app.terminal;

import com.techsenger.jeditermfx.core.ArrayTerminalDataStream;
import com.techsenger.jeditermfx.core.RequestOrigin;
import com.techsenger.jeditermfx.core.TerminalDataStream;
import com.techsenger.jeditermfx.core.TerminalOutputStream;
import com.techsenger.jeditermfx.core.emulator.JediEmulator;
import com.techsenger.jeditermfx.core.model.JediTerminal;
import com.techsenger.jeditermfx.core.model.StyleState;
import com.techsenger.jeditermfx.core.model.TerminalTextBuffer;
import com.techsenger.jeditermfx.core.util.TermSize;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The emulator: characters in, a buffer of styled cells out. It reads on a thread of its own; the buffer is looked at
/// under its lock.
final class Emulation implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Emulation.class);
    private static final int HISTORY = 10_000;

    private final TerminalTextBuffer buffer;
    private final JediTerminal terminal;
    private final TerminalState state;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile @Nullable Tty tty;
    private volatile @Nullable String refused;

    /// @param changed told, from any thread, that there may be something else to see
    Emulation(int columns, int rows, Runnable changed) {
        var styles = new StyleState();
        this.state = new TerminalState(changed);
        this.buffer = new TerminalTextBuffer(columns, rows, styles, HISTORY, null);
        this.terminal = new JediTerminal(state, buffer, styles);
        buffer.addModelListener(changed::run);
        terminal.setTerminalOutput(new TerminalOutputStream() {
            @Override
            public void sendBytes(byte[] bytes, boolean typed) {
                send(bytes);
            }

            @Override
            public void sendString(String text, boolean typed) {
                send(text.getBytes(StandardCharsets.UTF_8));
            }
        });
    }

    TerminalTextBuffer buffer() {
        return buffer;
    }

    TerminalState state() {
        return state;
    }

    JediTerminal terminal() {
        return terminal;
    }

    /// Reads from now on, until its end.
    void attach(Tty next) {
        tty = next;
        next.resize(buffer.getWidth(), buffer.getHeight());
        Thread.ofPlatform().daemon().name("terminal").start(() -> read(next));
    }

    /// Sends to the program; before and after it nothing.
    void send(byte[] bytes) {
        Tty now = tty;
        if (now != null) {
            now.write(bytes);
        }
    }

    void resize(int columns, int rows) {
        if (columns == buffer.getWidth() && rows == buffer.getHeight()) {
            return;
        }
        terminal.resize(new TermSize(columns, rows), RequestOrigin.User);
        Tty now = tty;
        if (now != null) {
            now.resize(columns, rows);
        }
    }

    /// Writes a line of ours, once the program's last is in.
    void remark(String words) {
        Thread.ofVirtual().start(() -> {
            try {
                if (tty != null) {
                    ended.await();
                }
            } catch (InterruptedException e) {
                return;
            }
            run(new ArrayTerminalDataStream(("\r\n\u001b[0;2m" + words + "\u001b[0m\r\n").toCharArray()));
        });
    }

    private void read(Tty from) {
        run(new Characters(from));
        ended.countDown();
    }

    private void run(TerminalDataStream characters) {
        var emulator = new JediEmulator(characters, terminal);
        try {
            while (emulator.hasNext()) {
                emulator.next();
            }
        } catch (IOException e) {
            LOG.debug("terminal ended", e);
        } catch (RuntimeException e) {
            // an emulator that trips over odd output must not take the terminal's thread with it unseen
            LOG.warn("terminal", e);
            refused = e.toString();
        }
    }

    /// What the emulator tripped over; null: nothing.
    @Nullable
    String refused() {
        return refused;
    }

    @Override
    public void close() {
        Tty now = tty;
        if (now != null) {
            now.close();
        }
        ended.countDown();
    }

    /// Characters of a tty as the emulator wants them.
    private static final class Characters extends ArrayTerminalDataStream {
        private final Tty from;

        Characters(Tty from) {
            super(new char[8 * 1024], 0, 0);
            this.from = from;
        }

        @Override
        public char getChar() throws IOException {
            fill();
            return super.getChar();
        }

        @Override
        public String readNonControlCharacters(int most) throws IOException {
            fill();
            return super.readNonControlCharacters(most);
        }

        private void fill() throws IOException {
            if (myLength == 0) {
                myOffset = 0;
                myLength = from.read(myBuf, 0, myBuf.length);
                if (myLength <= 0) {
                    myLength = 0;
                    throw new TerminalDataStream.EOF();
                }
            }
        }
    }
}

package org.darsena.runtime.lab.check;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.darsena.runtime.lab.check.Seen.Way;
import org.jspecify.annotations.Nullable;

/// One HTTP GET on a connection that stands. It asks as HTTP/1.0, so that the answer ends with the connection. What the
/// server sends is not trusted: so much of it, so long, and no more.
final class HttpProbe {
    private static final int MOST = 256 << 10;
    private static final int HTTP = 80;

    private final URI uri;
    private final @Nullable String contains;
    private final long limitNanos;

    HttpProbe(URI uri, @Nullable String contains, Duration limit) {
        this.uri = uri;
        this.contains = contains;
        this.limitNanos = limit.toNanos();
    }

    static int port(URI uri) {
        return uri.getPort() < 0 ? HTTP : uri.getPort();
    }

    Seen get(Socket socket, long connectMillis) throws IOException {
        long since = System.nanoTime();
        byte[] answer;
        try {
            socket.getOutputStream().write(request().getBytes(StandardCharsets.US_ASCII));
            answer = read(socket, since + limitNanos);
        } catch (SocketTimeoutException e) {
            return new Seen(Way.DENIED, "connected, but no answer in time");
        } catch (IOException e) {
            return new Seen(Way.DENIED, "connected, then: " + e.getMessage());
        }
        return judge(answer, connectMillis + (System.nanoTime() - since) / 1_000_000);
    }

    private String request() {
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        String host = uri.getPort() < 0 ? uri.getHost() : uri.getHost() + ":" + uri.getPort();
        return "GET " + path + query + " HTTP/1.0\r\nHost: " + host
                + "\r\nUser-Agent: darsena\r\nAccept: */*\r\nConnection: close\r\n\r\n";
    }

    /// Until its end, or until there is as much as is looked at. Throws [SocketTimeoutException].
    private static byte[] read(Socket socket, long end) throws IOException {
        InputStream in = socket.getInputStream();
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] part = new byte[16 << 10];
        while (all.size() < MOST) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new SocketTimeoutException();
            }
            socket.setSoTimeout(Math.toIntExact(left));
            int n = in.read(part);
            if (n < 0) {
                break;
            }
            all.write(part, 0, n);
        }
        return all.toByteArray();
    }

    Seen judge(byte[] answer, long millis) {
        String text = new String(answer, StandardCharsets.UTF_8);
        int line = text.indexOf('\n');
        String[] status = (line < 0 ? text : text.substring(0, line)).strip().split(" ", 3);
        if (status.length < 2 || !status[0].startsWith("HTTP/") || !status[1].matches("[1-5][0-9][0-9]")) {
            return new Seen(Way.DENIED, text.isEmpty() ? "closed without an answer" : "the answer is no HTTP");
        }
        String seen = "HTTP " + status[1] + " in " + millis + " ms";
        if (!status[1].startsWith("2")) {
            return new Seen(Way.DENIED, seen);
        }
        if (contains != null && !body(text).contains(contains)) {
            return new Seen(Way.DENIED, seen + ", without the text looked for");
        }
        return new Seen(Way.WORKS, seen);
    }

    private static String body(String text) {
        int crlf = text.indexOf("\r\n\r\n");
        int lf = text.indexOf("\n\n");
        if (crlf >= 0 && (lf < 0 || crlf < lf)) {
            return text.substring(crlf + 4);
        }
        return lf < 0 ? "" : text.substring(lf + 2);
    }
}

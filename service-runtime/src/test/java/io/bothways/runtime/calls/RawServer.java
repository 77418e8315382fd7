package io.bothways.runtime.calls;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** Answers each request with exactly the bytes that a test wants, right or wrong as HTTP may be, and hangs up. */
final class RawServer implements AutoCloseable {
    private final ServerSocket socket;
    private final List<String> heads = new CopyOnWriteArrayList<>();
    private final AtomicLong sent = new AtomicLong();
    private volatile Reply reply = out -> {};

    /** What is written after a request has come. */
    interface Reply {
        void write(OutputStream out) throws IOException;
    }

    RawServer() throws IOException {
        socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofPlatform().daemon().name("raw server").start(this::serve);
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }

    URI address(String name) {
        return URI.create("http://" + name + ":" + socket.getLocalPort());
    }

    void replies(Reply next) {
        reply = next;
    }

    /** Head lines end as HTTP wants them; the length stands in the head. */
    void replies(String status, String headers, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        replies(status, headers + "content-length: " + bytes.length + "\n", bytes);
    }

    void replies(String status, String headers, byte[] body) {
        String head = ("HTTP/1.1 " + status + "\n" + headers + "connection: close\n\n").replace("\n", "\r\n");
        replies(out -> {
            out.write(head.getBytes(StandardCharsets.UTF_8));
            out.write(body);
        });
    }

    /** The heads of the requests that have come. */
    List<String> heads() {
        return heads;
    }

    /** Bytes that went out, as far as the other side took them. */
    long sent() {
        return sent.get();
    }

    private void serve() {
        while (!socket.isClosed()) {
            try {
                Socket one = socket.accept();
                Thread.ofPlatform().daemon().start(() -> answer(one));
            } catch (IOException closing) {
                return;
            }
        }
    }

    private void answer(Socket one) {
        try (one) {
            InputStream in = new BufferedInputStream(one.getInputStream());
            String head = head(in);
            if (head.isEmpty()) {
                return;
            }
            heads.add(head);
            in.skipNBytes(length(head));
            reply.write(counted(one.getOutputStream()));
        } catch (IOException hungUp) {
            // The client ends what it does not want to read.
        }
    }

    private OutputStream counted(OutputStream out) {
        return new OutputStream() {
            @Override
            public void write(int one) throws IOException {
                write(new byte[] {(byte) one}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                out.write(bytes, from, length);
                sent.addAndGet(length);
            }
        };
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                return "";
            }
            head.append((char) next);
        }
        return head.toString();
    }

    private static long length(String head) {
        return head.lines()
                .filter(line -> line.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:"))
                .mapToLong(line -> Long.parseLong(line.substring(line.indexOf(':') + 1).trim()))
                .findFirst()
                .orElse(0);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}

package io.alacran.e2e;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** A way to a server that becomes long, as over a bad line: from the first {@code select 1} on, each word takes a while. */
final class SlowRelay implements AutoCloseable {

    private final ServerSocket entry;
    private final int server;
    private final Duration delay;

    SlowRelay(int server, Duration delay) throws IOException {
        this.server = server;
        this.delay = delay;
        this.entry = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return entry.getLocalPort();
    }

    private void accept() {
        while (!entry.isClosed()) {
            try {
                Socket client = entry.accept();
                Socket there = new Socket(InetAddress.getLoopbackAddress(), server);
                Thread.ofVirtual().start(() -> pass(client, there, true));
                Thread.ofVirtual().start(() -> pass(there, client, false));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void pass(Socket from, Socket to, boolean slows) {
        byte[] buffer = new byte[16_384];
        boolean slow = false;
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                if (slow) {
                    LockSupport.parkNanos(delay.toNanos());
                }
                out.write(buffer, 0, n);
                slow = slow || slows && new String(buffer, 0, n, StandardCharsets.ISO_8859_1).contains("select 1");
            }
        } catch (IOException e) {
            // One side hung up
        }
    }

    @Override
    public void close() throws IOException {
        entry.close();
    }
}

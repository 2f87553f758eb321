package io.alacran.bastion.internal;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Keeps a connection to a bastion's control port, and makes it again whenever it is lost, until it is closed. */
final class ControlLink implements AutoCloseable {

    private static final Duration AGAIN_AFTER = Duration.ofMillis(200);

    /** The bastion says something every second. */
    private static final Duration SILENCE = Duration.ofSeconds(15);

    private final Dialer dialer;
    private final String secret;
    private final ControlMessage first;
    private final Listener listener;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;

    /** Connects to the control port, which may be another at each start of the other process. */
    @FunctionalInterface
    interface Dialer {
        Socket dial() throws IOException;
    }

    /** Hears what comes in, on the link's own thread. */
    interface Listener {

        void heard(ControlChannel from, ControlMessage message) throws IOException;

        void lost(Exception reason);
    }

    /** @param first said at the beginning of each connection */
    ControlLink(Dialer dialer, String secret, ControlMessage first, Listener listener) {
        this.dialer = dialer;
        this.secret = secret;
        this.first = first;
        this.listener = listener;
        thread = Thread.ofVirtual().name("bastion-control").unstarted(this::run);
    }

    void open() {
        thread.start();
    }

    private void run() {
        try {
            while (!closed.await(AGAIN_AFTER.toMillis(), TimeUnit.MILLISECONDS)) {
                connect();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void connect() {
        try (Socket socket = dialer.dial()) {
            ControlChannel channel = new ControlChannel(socket, secret, ControlChannel.Side.CONSOLE);
            channel.patience(SILENCE);
            channel.send(first);
            while (true) {
                listener.heard(channel, channel.receive());
            }
        } catch (IOException | RuntimeException e) {
            listener.lost(e);
        }
    }

    boolean isClosed() {
        return closed.getCount() == 0;
    }

    /** Wherever the thread waits, it ends, and the connection with it. */
    @Override
    public void close() {
        closed.countDown();
        thread.interrupt();
    }
}

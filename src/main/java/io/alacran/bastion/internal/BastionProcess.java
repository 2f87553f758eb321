package io.alacran.bastion.internal;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.Security;
import java.time.Duration;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bastion as a process of its own, with neither store nor engine. A console that has the secret tells it what to do;
 * until one has, it does not even listen for clients. While no console is there, the last policy stays in force, and what
 * happens is kept for the audit log.
 */
public final class BastionProcess implements AutoCloseable {

    /** The variable with the secret. */
    static final String SECRET = "ALACRAN_CONTROL_SECRET";

    static final int CONTROL_PORT = 4647;

    private static final Logger log = LoggerFactory.getLogger(BastionProcess.class);
    private static final int LEAST_SECRET = 32;
    private static final int MOST_STRANGERS = 8;
    private static final int MOST_EVENTS = 10_000;
    private static final Duration INTRODUCTION = Duration.ofSeconds(5);

    private final ServerSocket control;
    private final String secret;
    private final Addresses addresses;
    private final Semaphore strangers = new Semaphore(MOST_STRANGERS);
    private final BlockingDeque<BastionEvent> events = new LinkedBlockingDeque<>(MOST_EVENTS);
    private @Nullable BastionServer server;
    private @Nullable ControlChannel console;

    BastionProcess(InetAddress at, int controlPort, String secret, Addresses addresses) throws IOException {
        if (secret.length() < LEAST_SECRET) {
            throw new IOException(
                    SECRET + " has fewer than " + LEAST_SECRET + " characters; the console sets it when it"
                            + " makes the container (Bastion page, home: container)");
        }
        this.secret = secret;
        this.addresses = addresses;
        control = new ServerSocket();
        control.bind(new InetSocketAddress(at, controlPort));
    }

    public static void main(String[] arguments) throws IOException {
        // A database that is made anew has another address.
        Security.setProperty("networkaddress.cache.ttl", "1");
        Security.setProperty("networkaddress.cache.negative.ttl", "0");
        String secret = System.getenv().getOrDefault(SECRET, "");
        try (BastionProcess process =
                new BastionProcess(new InetSocketAddress(0).getAddress(), CONTROL_PORT, secret, new NamedAddresses())) {
            log.info("waiting for the console on port {}", CONTROL_PORT);
            process.run();
        } catch (IOException e) {
            log.error("the bastion cannot run: {}", e.getMessage());
            System.exit(1);
        }
    }

    int controlPort() {
        return control.getLocalPort();
    }

    /** Takes connections until it is closed. */
    void run() throws IOException {
        try {
            while (true) {
                Socket socket = control.accept();
                if (strangers.tryAcquire()) {
                    Thread.ofVirtual().name("bastion-control").start(() -> meet(socket));
                } else {
                    socket.close();
                }
            }
        } catch (IOException e) {
            if (!control.isClosed()) {
                throw e;
            }
        }
    }

    private void meet(Socket socket) {
        boolean stranger = true;
        ControlChannel mine = null;
        try (socket) {
            socket.setSoTimeout((int) INTRODUCTION.toMillis());
            ControlChannel channel = new ControlChannel(socket, secret, ControlChannel.Side.BASTION);
            ControlMessage first = channel.receive();
            channel.patience(Duration.ZERO);
            strangers.release();
            stranger = false;
            if (first instanceof ControlMessage.Begin begin) {
                mine = channel;
                follow(channel, begin);
            }
        } catch (IOException e) {
            log.info("a connection to the control port ended: {}", e.getMessage());
        } finally {
            if (stranger) {
                strangers.release();
            }
            leave(mine);
        }
    }

    private synchronized void leave(@Nullable ControlChannel channel) {
        if (console == channel) {
            console = null;
        }
    }

    private void follow(ControlChannel channel, ControlMessage.Begin begin) throws IOException {
        BastionServer running = begin(channel, begin);
        if (running == null) {
            return;
        }
        Thread reporter = Thread.ofVirtual()
                .name("bastion-reports")
                .start(new BastionReports(channel, events, running::sessions));
        try {
            while (true) {
                switch (channel.receive()) {
                    case ControlMessage.Policy(long number, BastionPolicy policy) -> {
                        running.apply(policy);
                        channel.send(new ControlMessage.Applied(number));
                    }
                    case ControlMessage.Cut(String id) -> running.cut(id);
                    default -> throw new IOException("a console does not say that");
                }
            }
        } finally {
            reporter.interrupt();
        }
    }

    private synchronized @Nullable BastionServer begin(ControlChannel channel, ControlMessage.Begin begin)
            throws IOException {
        if (console != null) {
            console.close();
        }
        console = channel;
        try {
            if (server == null) {
                server = listen(begin);
            }
            channel.send(new ControlMessage.Begun(null));
        } catch (IOException | RuntimeException e) {
            channel.send(new ControlMessage.Begun(String.valueOf(e.getMessage())));
        }
        return server;
    }

    private BastionServer listen(ControlMessage.Begin begin) throws IOException {
        BastionServer made =
                new BastionServer(HostKeyText.read(begin.hostKey()), begin.limits(), addresses, this::happened);
        try {
            made.start("0.0.0.0", begin.port());
        } catch (IOException | RuntimeException e) {
            made.close();
            throw e;
        }
        log.info("the bastion listens on port {}", made.port());
        return made;
    }

    private void happened(BastionEvent event) {
        if (!events.offer(event)) {
            log.warn("{} - no console has been there for long, this will not be in its audit log", event);
        }
    }

    /** Where clients connect to; 0 while they cannot. */
    synchronized int port() {
        return server == null ? 0 : server.port();
    }

    @Override
    public void close() throws IOException {
        control.close();
        synchronized (this) {
            if (console != null) {
                console.close();
            }
            if (server != null) {
                server.close();
            }
        }
    }
}

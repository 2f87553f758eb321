package io.alacran.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A socket that leads to the real engine until it is cut: to its client the engine is gone, and nobody else loses it. */
final class EngineRelay implements AutoCloseable {

    private static final Path ENGINE = Path.of("/var/run/docker.sock");

    private final Path path;
    private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();
    private @Nullable ServerSocketChannel server;
    private volatile @Nullable Hold hold;

    /** A request that is kept from the engine until it is let go. */
    private record Hold(String request, CountDownLatch arrived, CountDownLatch letGo) {}

    EngineRelay(Path path) {
        this.path = path;
        restore();
    }

    String address() {
        return "unix://" + path;
    }

    void restore() {
        try {
            ServerSocketChannel listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            listening.bind(UnixDomainSocketAddress.of(path));
            server = listening;
            Thread.ofVirtual().start(() -> accept(listening));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void cut() {
        try {
            if (server != null) {
                server.close();
            }
            for (SocketChannel channel : open) {
                channel.close();
            }
            open.clear();
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Keeps the next request that contains a word from the engine. */
    void hold(String request) {
        hold = new Hold(request, new CountDownLatch(1), new CountDownLatch(1));
    }

    /** Waits until such a request has come. */
    void awaitHeld() throws InterruptedException {
        Hold held = java.util.Objects.requireNonNull(hold);
        if (!held.arrived().await(60, TimeUnit.SECONDS)) {
            throw new AssertionError("no request came with " + held.request());
        }
    }

    /** Lets it go on, and all that follow. */
    void letGo() {
        Hold held = java.util.Objects.requireNonNull(hold);
        hold = null;
        held.letGo().countDown();
    }

    private void keep(ByteBuffer request) {
        Hold wanted = hold;
        if (wanted == null) {
            return;
        }
        String text = StandardCharsets.ISO_8859_1.decode(request.duplicate()).toString();
        if (text.contains(wanted.request())) {
            wanted.arrived().countDown();
            try {
                wanted.letGo().await(60, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() {
        cut();
    }

    private void accept(ServerSocketChannel listening) {
        while (listening.isOpen()) {
            try {
                SocketChannel client = listening.accept();
                SocketChannel engine = SocketChannel.open(UnixDomainSocketAddress.of(ENGINE));
                open.add(client);
                open.add(engine);
                Thread.ofPlatform().daemon().start(() -> pump(client, engine, true));
                Thread.ofPlatform().daemon().start(() -> pump(engine, client, false));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void pump(SocketChannel from, SocketChannel to, boolean requests) {
        ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);
        try (from;
                to) {
            while (from.read(buffer) >= 0) {
                buffer.flip();
                if (requests) {
                    keep(buffer);
                }
                while (buffer.hasRemaining()) {
                    to.write(buffer);
                }
                buffer.clear();
            }
        } catch (IOException e) {
            // One side is gone; closing the other tells it.
        } finally {
            open.remove(from);
            open.remove(to);
        }
    }
}

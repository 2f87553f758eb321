package io.alacran.connection.internal;

import io.alacran.connection.Destinations.Reach;
import io.alacran.connection.NamedConnection;
import io.alacran.engine.Endpoint;
import io.alacran.problem.ProblemException;
import io.alacran.problem.ProblemException.Kind;
import io.alacran.ssh.JumpHost;
import io.alacran.ssh.SshFailure;
import io.alacran.ssh.SshTunnel;
import io.alacran.ssh.SshTunnels;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * The tunnels of connections: one for each way through an SSH server, shared by its pool, its spare sessions and its health
 * checks. It ends with the pool. A health check without a pool leaves it open for a while, so that the next one finds it.
 */
@Component
class Tunnels {

    /** How long a tunnel without a pool waits for the next health check. */
    private static final Duration LINGER = Duration.ofSeconds(30);

    /** How long a server that refused is left alone by what asks again and again; sshd's guards shut out who does not. */
    private static final Duration LEFT_ALONE = Duration.ofMinutes(5);

    private final SshTunnels ssh;
    private final Map<Key, Held> tunnels = new HashMap<>();

    Tunnels(SshTunnels ssh) {
        this.ssh = ssh;
    }

    /** Another password is another way, and so is another database behind the same server. */
    private record Key(String connectionId, JumpHost jump, String host, int port) {}

    private static final class Held {

        private final SshTunnel tunnel;
        private int holders;
        private long freeSince = System.nanoTime();

        Held(SshTunnel tunnel) {
            this.tunnel = tunnel;
        }
    }

    /** For a pool, or a session of its own: the tunnel ends when the last of them is closed. */
    Line line(Way way) {
        JumpHost jump = way.jump();
        if (jump == null) {
            return () -> way.dialect().open(way.endpoint());
        }
        Key key = key(way.connection(), way.endpoint(), jump);
        SshTunnel tunnel = hold(key);
        return new TunnelLine(tunnel, way.dialect(), way.endpoint(), once(() -> release(key, false)));
    }

    /** For a health check. */
    Reach reach(NamedConnection connection, Endpoint endpoint, @Nullable JumpHost jump) {
        if (jump == null) {
            return new Straight(endpoint);
        }
        Key key = key(connection, endpoint, jump);
        SshTunnel tunnel = hold(key);
        try {
            SshFailure before = tunnel.failure();
            if (before != null && !before.passing() && isRecent(before)) {
                throw before;
            }
            return new Through(
                    tunnel, endpoint.through(tunnel.port(endpoint.connectTimeout())), once(() -> release(key, true)));
        } catch (SshFailure e) {
            release(key, true);
            throw new ProblemException(Kind.UNAVAILABLE, e.found(), e.remedy(), e);
        } catch (RuntimeException e) {
            release(key, true);
            throw e;
        }
    }

    private static boolean isRecent(SshFailure failure) {
        return System.nanoTime() - failure.nanoTime() < LEFT_ALONE.toNanos();
    }

    private static Key key(NamedConnection connection, Endpoint endpoint, JumpHost jump) {
        return new Key(connection.id(), jump, endpoint.host(), endpoint.port());
    }

    private synchronized SshTunnel hold(Key key) {
        Held held = tunnels.computeIfAbsent(key, k -> new Held(ssh.to(k.jump(), k.host(), k.port())));
        held.holders++;
        return held.tunnel;
    }

    private void release(Key key, boolean linger) {
        SshTunnel ended = null;
        synchronized (this) {
            Held held = tunnels.get(key);
            if (held == null) {
                return;
            }
            held.holders--;
            held.freeSince = System.nanoTime();
            if (held.holders == 0 && !linger && !isRemembered(held)) {
                tunnels.remove(key);
                ended = held.tunnel;
            }
        }
        if (ended != null) {
            ended.close();
        }
    }

    /** Ends those that no health check came back for. That a server refused is remembered for as long as it counts. */
    @Scheduled(fixedDelay = 1_000)
    void sweep() {
        List<SshTunnel> ended;
        synchronized (this) {
            List<Map.Entry<Key, Held>> left = tunnels.entrySet().stream()
                    .filter(e -> e.getValue().holders == 0 && isOver(e.getValue()))
                    .toList();
            left.forEach(e -> tunnels.remove(e.getKey()));
            ended = left.stream().map(e -> e.getValue().tunnel).toList();
        }
        ended.forEach(SshTunnel::close);
    }

    private static boolean isOver(Held held) {
        return !isRemembered(held) && System.nanoTime() - held.freeSince > LINGER.toNanos();
    }

    /** That an SSH server refused. */
    private static boolean isRemembered(Held held) {
        SshFailure failure = held.tunnel.failure();
        return failure != null && !failure.passing() && isRecent(failure);
    }

    private static Runnable once(Runnable release) {
        AtomicBoolean done = new AtomicBoolean();
        return () -> {
            if (done.compareAndSet(false, true)) {
                release.run();
            }
        };
    }

    @PreDestroy
    synchronized void closeAll() {
        tunnels.values().forEach(held -> held.tunnel.close());
        tunnels.clear();
    }

    private record Straight(Endpoint endpoint) implements Reach {

        @Override
        public Optional<String> refusal() {
            return Optional.empty();
        }

        @Override
        public void close() {}
    }

    private record Through(SshTunnel tunnel, Endpoint endpoint, Runnable release) implements Reach {

        @Override
        public Optional<String> refusal() {
            try {
                tunnel.tryForward(endpoint.connectTimeout());
                return Optional.empty();
            } catch (SshFailure e) {
                return Optional.of(e.found());
            }
        }

        @Override
        public void close() {
            release.run();
        }
    }
}

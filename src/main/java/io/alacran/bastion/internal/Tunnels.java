package io.alacran.bastion.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.server.session.ServerSession;

/** The tunnels that are open, and what new ones are decided by. */
final class Tunnels {

    private final Addresses addresses;
    private final BastionLimits limits;
    private final BastionEvents events;
    private final Clock clock;
    private final Room room;
    private final AtomicInteger taken = new AtomicInteger();
    private final Map<String, TunnelChannel> open = new ConcurrentHashMap<>();
    private volatile BastionPolicy policy = BastionPolicy.NOTHING;

    Tunnels(Addresses addresses, BastionLimits limits, BastionEvents events, Clock clock, Room room) {
        this.addresses = addresses;
        this.limits = limits;
        this.events = events;
        this.clock = clock;
        this.room = room;
    }

    BastionPolicy policy() {
        return policy;
    }

    void policy(BastionPolicy replacement) {
        policy = replacement;
    }

    BastionLimits limits() {
        return limits;
    }

    Addresses addresses() {
        return addresses;
    }

    Collection<TunnelChannel> open() {
        return List.copyOf(open.values());
    }

    /** Whether there is room for one more. */
    boolean hasRoom() {
        return taken.get() < room.tunnels();
    }

    /** It takes its place from the time that it is made until it is closed. */
    void made(TunnelChannel tunnel) {
        taken.incrementAndGet();
        tunnel.addCloseFutureListener(closed -> taken.decrementAndGet());
    }

    Room room() {
        return room;
    }

    boolean cut(String id) {
        TunnelChannel tunnel = open.get(id);
        if (tunnel != null) {
            tunnel.cut();
        }
        return tunnel != null;
    }

    /** Whether a session and a tunnel of it would be let in again now. */
    boolean upheld(ServerSession session) {
        Grant grant = session.getAttribute(Grant.ATTRIBUTE);
        return grant != null && policy.upholds(grant, clock.instant());
    }

    boolean upheld(TunnelChannel tunnel) {
        BastionPolicy.Target target = tunnel.target();
        return policy.decide(tunnel.grant(), target.host(), target.port(), clock.instant())
                instanceof BastionPolicy.Decision.Allowed;
    }

    void opened(TunnelChannel tunnel) {
        open.put(tunnel.tunnelId(), tunnel);
        events.happened(new BastionEvent.Opened(
                tunnel.grant().account(),
                Source.of(tunnel.getSession()),
                tunnel.target().toString(),
                tunnel.tunnelId()));
        if (!upheld(tunnel)) {
            tunnel.cut();
        }
    }

    void closed(TunnelChannel tunnel) {
        if (open.remove(tunnel.tunnelId()) != null) {
            events.happened(new BastionEvent.Closed(
                    tunnel.grant().account(),
                    Source.of(tunnel.getSession()),
                    tunnel.target().toString(),
                    tunnel.tunnelId(),
                    tunnel.bytesIn(),
                    tunnel.bytesOut(),
                    Duration.between(tunnel.openedAt(), Instant.now())));
        }
    }

    /** It is allowed, but nothing answers there. */
    void unreachable(Session session, BastionPolicy.Target target) {
        addresses.forget(target);
        refused(session, target.toString(), "the database does not answer");
    }

    void refused(Session session, String target, String reason) {
        String account = String.valueOf(session.getUsername());
        events.happened(new BastionEvent.Refused(account, Source.of(session), target, reason));
    }
}

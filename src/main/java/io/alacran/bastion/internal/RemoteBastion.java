package io.alacran.bastion.internal;

import io.alacran.bastion.TunnelSession;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A bastion in another process, over its control port. When the connection is lost it is made again, and the policy that
 * is in force then is sent at once.
 */
final class RemoteBastion implements RunningBastion, ControlLink.Listener {

    private static final Logger log = LoggerFactory.getLogger(RemoteBastion.class);
    private static final Duration ACKNOWLEDGED_WITHIN = Duration.ofSeconds(2);

    private final ControlLink link;
    private final BastionEvents events;
    private final InetSocketAddress address;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private volatile List<TunnelSession> sessions = List.of();
    private volatile @Nullable ControlChannel channel;
    private volatile @Nullable BastionPolicy policy;
    private volatile @Nullable String problem;
    private boolean begun;
    private long sent;
    private long applied;

    RemoteBastion(
            ControlLink.Dialer dialer,
            String secret,
            ControlMessage.Begin begin,
            BastionEvents events,
            InetSocketAddress address) {
        this.events = events;
        this.address = address;
        link = new ControlLink(dialer, secret, begin, this);
    }

    /**
     * Connects, and waits until it listens.
     *
     * @throws IOException when it does not, saying why
     */
    void open(Duration patience) throws IOException {
        lock.lock();
        try {
            link.open();
            long left = patience.toNanos();
            while (!begun && left > 0) {
                left = changed.awaitNanos(left);
            }
            if (!begun) {
                throw new IOException(
                        "The bastion did not come up within " + patience.toSeconds() + " s: " + problem + ".");
            }
            if (problem != null) {
                throw new IOException("The bastion cannot listen: " + problem);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("The start of the bastion was interrupted.", e);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void lost(Exception reason) {
        lock.lock();
        try {
            if (channel != null && !link.isClosed()) {
                log.warn("the connection to the bastion was lost, it is made again: {}", reason.getMessage());
            }
            problem = String.valueOf(reason.getMessage());
            channel = null;
            sessions = List.of();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void heard(ControlChannel from, ControlMessage message) throws IOException {
        switch (message) {
            case ControlMessage.Happened(BastionEvent event) -> events.happened(event);
            case ControlMessage.Sessions(List<TunnelSession> open) -> sessions = List.copyOf(open);
            case ControlMessage.Applied(long number) -> applied(number);
            case ControlMessage.Begun(String why) -> begun(from, why);
            default -> throw new IOException("a bastion does not say that");
        }
    }

    private void begun(ControlChannel from, @Nullable String why) {
        lock.lock();
        try {
            begun = true;
            problem = why;
            channel = why == null ? from : null;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        Thread.ofVirtual().name("bastion-policy").start(this::push);
    }

    private void applied(long number) {
        lock.lock();
        try {
            applied = number;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the answer, so that whoever changed something can rely on it; without a connection it is sent later. */
    @Override
    public void apply(BastionPolicy replacement) {
        policy = replacement;
        push();
    }

    /** One at a time, and without the lock while it sends: what comes in meanwhile has to be heard. */
    private synchronized void push() {
        ControlChannel to = channel;
        BastionPolicy newest = policy;
        if (to == null || newest == null) {
            return;
        }
        try {
            to.send(new ControlMessage.Policy(++sent, newest));
            acknowledged(to, sent);
        } catch (IOException e) {
            log.warn("the bastion was not told of its new policy, it is told again: {}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void acknowledged(ControlChannel to, long number) throws InterruptedException {
        lock.lock();
        try {
            long left = ACKNOWLEDGED_WITHIN.toNanos();
            while (applied < number && channel == to && left > 0) {
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public List<TunnelSession> sessions() {
        return sessions;
    }

    @Override
    public boolean cut(String id) {
        ControlChannel to = channel;
        try {
            if (to == null || sessions.stream().noneMatch(s -> s.id().equals(id))) {
                return false;
            }
            to.send(new ControlMessage.Cut(id));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public @Nullable String outOfTouch() {
        return channel != null
                ? null
                : "The console lost its connection to the bastion, and tries to make it again: " + problem
                        + ". Where the bastion still runs, tunnels go on under the last policy, and changes wait. If it"
                        + " stays so, turn the bastion off and on, which makes it anew.";
    }

    @Override
    public InetSocketAddress address() {
        return address;
    }

    @Override
    public void close() {
        link.close();
    }
}

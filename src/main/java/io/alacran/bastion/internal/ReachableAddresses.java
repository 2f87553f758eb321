package io.alacran.bastion.internal;

import io.alacran.database.DatabaseEvent;
import io.alacran.database.Reachability;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Addresses by the console's rule of reachability. An answer serves for two seconds, since asking the engine takes as long
 * as all the rest of opening a tunnel; it is dropped as soon as anything happens to the database.
 */
@Component
class ReachableAddresses implements Addresses {

    private static final Duration SERVES = Duration.ofSeconds(2);

    private final Reachability reachability;
    private final Executor threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();

    private record Answer(CompletableFuture<InetSocketAddress> address, long since) {

        boolean serves() {
            return System.nanoTime() - since < SERVES.toNanos() && !address.isCompletedExceptionally();
        }
    }

    ReachableAddresses(Reachability reachability) {
        this.reachability = reachability;
    }

    @Override
    public CompletableFuture<InetSocketAddress> find(BastionPolicy.Target target) {
        return answers.compute(target.database(), (name, known) -> current(name, known))
                .address();
    }

    private Answer current(String name, @Nullable Answer known) {
        return known != null && known.serves()
                ? known
                : new Answer(CompletableFuture.supplyAsync(() -> ask(name), threads), System.nanoTime());
    }

    private InetSocketAddress ask(String name) {
        Reachability.Address address = reachability.address(name);
        try {
            return new InetSocketAddress(InetAddress.getByName(address.host()), address.port());
        } catch (UnknownHostException e) {
            throw new IllegalStateException(address.host() + " has no address", e);
        }
    }

    @Override
    public void forget(BastionPolicy.Target target) {
        answers.remove(target.database());
    }

    @EventListener
    void on(DatabaseEvent event) {
        answers.remove(event.name());
    }
}

package io.alacran.connection.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.alacran.Await;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class GateTests {

    private final Gate gate = new Gate(1);

    @Test
    void letsInInTheOrderOfComing() throws Exception {
        Place mine = entered(0);
        List<Integer> order = Collections.synchronizedList(new ArrayList<>());
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            int number = i;
            all.add(inBackground(() -> {
                Place place = entered(20_000);
                order.add(number);
                gate.leave(place);
            }));
            int waiting = i + 1;
            Await.until(() -> gate.waiting() == waiting);
        }
        assertThat(gate.enterNow()).isNull();
        gate.leave(mine);

        CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).join();
        assertThat(order).containsExactly(0, 1, 2, 3, 4);
        assertThat(gate.inside()).isZero();
    }

    @Test
    void aSmallerGateWaitsForThoseWhoAreIn() throws Exception {
        gate.resize(3);
        List<Place> in = List.of(entered(0), entered(0), entered(0));
        gate.resize(1);
        gate.leave(in.get(0));
        gate.leave(in.get(1));
        assertThat(gate.enter(0)).isNull();
        assertThat(gate.enterNow()).isNull();
        assertThat(gate.inside()).isEqualTo(1);
        gate.leave(in.get(2));
        assertThat(gate.enter(0)).isNotNull();
        assertThat(gate.inside()).isEqualTo(1);
    }

    @Test
    void aClosedGateSendsAllAwayWhoWait() throws Exception {
        Place mine = entered(0);
        List<CompletableFuture<Boolean>> all = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            CompletableFuture<Boolean> entered = new CompletableFuture<>();
            Thread.startVirtualThread(() -> {
                try {
                    entered.complete(gate.enter(20_000) != null);
                } catch (InterruptedException e) {
                    entered.completeExceptionally(e);
                }
            });
            all.add(entered);
        }
        Await.until(() -> gate.waiting() == 10);
        gate.close();

        assertThat(all).allSatisfy(entered -> assertThat(entered.join()).isFalse());
        assertThat(gate.inside()).isEqualTo(1);
        gate.leave(mine);
        assertThat(gate.inside()).isZero();
        assertThat(gate.enter(0)).isNull();
        assertThat(gate.enterNow()).isNull();
    }

    @Test
    void aSmallerGateThatGrowsAgainWhileAllAreInForgetsWhatItWantedBack() throws Exception {
        gate.resize(4);
        List<Place> in = List.of(entered(0), entered(0), entered(0), entered(0));
        gate.resize(1);
        gate.leave(in.get(3));
        gate.resize(3);
        assertThat(gate.enterNow()).isNull();
        gate.leave(in.get(0));
        assertThat(gate.enterNow()).isNotNull();
        assertThat(gate.enterNow()).isNull();
        assertThat(gate.inside()).isEqualTo(3);
    }

    @Test
    void oneWhoWaitsIsLetInWhenTheGateGrows() throws Exception {
        entered(0);
        CompletableFuture<Void> waits = inBackground(() -> gate.leave(entered(20_000)));
        Await.until(() -> gate.waiting() == 1);
        gate.resize(2);
        waits.join();
        assertThat(gate.waiting()).isZero();
        assertThat(gate.inside()).isEqualTo(1);
    }

    /** More than may be in, all the time, with the size changing: nobody is forgotten and never are too many in. */
    @Test
    void nobodyWhoWaitsIsForgottenAndNeverAreTooManyInWhateverItsSizeBecomes() throws Exception {
        gate.resize(4);
        AtomicInteger in = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            all.add(inBackground(() -> {
                for (int n = 0; n < 2_000; n++) {
                    Place place = gate.enterNow();
                    place = place == null ? entered(20_000) : place;
                    most.accumulateAndGet(in.incrementAndGet(), Math::max);
                    long ticket = place.hold(0);
                    if (n % 7 == 0) {
                        Thread.yield();
                    }
                    in.decrementAndGet();
                    assertThat(place.end(ticket)).isTrue();
                    gate.leave(place);
                    assertThat(place.end(ticket)).isFalse();
                }
            }));
        }
        for (int n = 0; !all.stream().allMatch(CompletableFuture::isDone); n++) {
            gate.resize(1 + n % 4);
            Thread.yield();
        }

        CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).join();
        assertThat(most.get()).isBetween(1, 4);
        assertThat(gate.inside()).isZero();
        assertThat(gate.waiting()).isZero();
        gate.resize(3);
        assertThat(List.of(entered(0), entered(0), entered(0))).doesNotHaveDuplicates();
        assertThat(gate.enterNow()).isNull();
    }

    private Place entered(long timeoutMillis) throws InterruptedException {
        Place place = gate.enter(timeoutMillis);
        if (place == null) {
            throw new IllegalStateException("the gate let nobody in within " + timeoutMillis + " ms");
        }
        return place;
    }

    /** What may be interrupted. */
    private interface Work {
        void run() throws InterruptedException;
    }

    private static CompletableFuture<Void> inBackground(Work work) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Thread.startVirtualThread(() -> {
            try {
                work.run();
                done.complete(null);
            } catch (Throwable e) {
                done.completeExceptionally(e);
            }
        });
        return done;
    }
}

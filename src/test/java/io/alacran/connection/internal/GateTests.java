package io.alacran.connection.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.alacran.Await;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class GateTests {

    private final Gate gate = new Gate(1);

    @Test
    void letsInInTheOrderOfComing() throws Exception {
        gate.enter(0);
        List<Integer> order = Collections.synchronizedList(new ArrayList<>());
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            int number = i;
            all.add(inBackground(() -> {
                gate.enter(20_000);
                order.add(number);
                gate.leave();
            }));
            int waiting = i + 1;
            Await.until(() -> gate.waiting() == waiting);
        }
        gate.leave();

        CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).join();
        assertThat(order).containsExactly(0, 1, 2, 3, 4);
        assertThat(gate.inside()).isZero();
    }

    @Test
    void aSmallerGateWaitsForThoseWhoAreIn() throws Exception {
        gate.resize(3);
        assertThat(gate.enter(0) && gate.enter(0) && gate.enter(0)).isTrue();
        gate.resize(1);
        gate.leave();
        gate.leave();
        assertThat(gate.enter(0)).isFalse();
        assertThat(gate.inside()).isEqualTo(1);
        gate.leave();
        assertThat(gate.enter(0)).isTrue();
    }

    @Test
    void aClosedGateSendsAllAwayWhoWait() throws Exception {
        gate.enter(0);
        List<CompletableFuture<Boolean>> all = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            CompletableFuture<Boolean> entered = new CompletableFuture<>();
            Thread.startVirtualThread(() -> {
                try {
                    entered.complete(gate.enter(20_000));
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
        gate.leave();
        assertThat(gate.inside()).isZero();
        assertThat(gate.enter(0)).isFalse();
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
            } catch (InterruptedException e) {
                done.completeExceptionally(e);
            }
        });
        return done;
    }
}

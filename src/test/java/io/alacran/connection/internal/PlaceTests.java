package io.alacran.connection.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.alacran.connection.HeldLease;
import io.alacran.engine.Dialect;
import io.alacran.engine.internal.TestDialects;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PlaceTests {

    private static final Dialect POSTGRES = TestDialects.all().of("postgres").orElseThrow();
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final Place place = new Place(0);
    private final long now = System.nanoTime();

    @Test
    void isForOneAtATime() {
        assertThat(place.take()).isTrue();
        assertThat(place.take()).isFalse();
        place.free();
        assertThat(place.take()).isTrue();
    }

    @Test
    void aLeaseEndsOnceAndNeverThatOfTheNextHolder() {
        long first = held(0);
        assertThat(place.end(first)).isTrue();
        assertThat(place.end(first)).isFalse();
        place.free();
        long second = held(0);
        assertThat(place.end(first)).isFalse();
        place.runs(first, "ada", "select 1");
        assertThat(shown(now)).isNotNull().satisfies(how -> assertThat(how.by()).isNull());
        assertThat(place.end(second)).isTrue();
    }

    @Test
    void showsNobodyButTheOneWhoHoldsItWithTheLastStatement() {
        assertThat(shown(now)).isNull();
        place.take();
        assertThat(shown(now)).isNull();
        long ticket = place.hold(now - 3 * SECOND);
        place.runs(ticket, "ada", "select 1");
        place.runs(ticket, "bob", "select 'x'");
        assertThat(shown(now)).isEqualTo(new HeldLease(3_000, "bob", "select ?", true));
        place.end(ticket);
        assertThat(shown(now)).isNull();
        place.free();
        held(now);
        assertThat(shown(now)).isEqualTo(new HeldLease(0, null, null, false));
    }

    @Test
    void aLeaseWhoseTimeWasNotTakenCountsFromWhenItIsFirstLookedAt() {
        held(0);
        assertThat(heldMs(now)).isZero();
        assertThat(heldMs(now + 5 * SECOND)).isEqualTo(5_000);
    }

    @Test
    void warnsOnceOfEachLease() {
        long first = held(now - 3 * SECOND);
        shown(now);
        assertThat(place.warnsFirst()).isTrue();
        assertThat(place.warnsFirst()).isFalse();
        place.end(first);
        place.free();
        held(now - 3 * SECOND);
        shown(now);
        assertThat(place.warnsFirst()).isTrue();
    }

    private long held(long start) {
        assertThat(place.take()).isTrue();
        return place.hold(start);
    }

    private @Nullable HeldLease shown(long at) {
        return place.held(at, 2 * SECOND, POSTGRES);
    }

    private long heldMs(long at) {
        return Objects.requireNonNull(shown(at)).heldMs();
    }
}

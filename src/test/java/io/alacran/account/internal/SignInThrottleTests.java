package io.alacran.account.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alacran.TestClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SignInThrottleTests {

    private static final String HERE = "192.0.2.1";
    private static final String ELSEWHERE = "192.0.2.2";

    private final TestClock clock = new TestClock();
    private final SignInThrottle throttle = new SignInThrottle(clock);

    @Test
    void theDelayDoublesAfterThreeFailuresUpToAMinute() {
        fail(2);
        assertThat(throttle.wait("admin", HERE)).isZero();
        List<Long> delays = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            throttle.begin("admin", HERE);
            Duration wait = throttle.wait("admin", HERE);
            delays.add(wait.toSeconds());
            clock.pass(wait);
        }

        assertThat(delays).containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L, 60L);
    }

    @Test
    void anAttemptThatComesTooEarlySaysHowLongToWaitAndDoesNotCount() {
        fail(3);

        for (int i = 0; i < 20; i++) {
            assertThatThrownBy(() -> throttle.begin("admin", HERE)).hasMessageContaining("too many failed attempts");
        }
        assertThat(throttle.wait("admin", HERE)).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void theOwnerElsewhereIsNotHeldUp() {
        fail(3);

        assertThat(throttle.wait("admin", ELSEWHERE)).isZero();
    }

    @Test
    void successIsForgivenAtOnce() {
        fail(2);
        throttle.begin("admin", HERE).succeeded();
        fail(2);

        assertThat(throttle.wait("admin", HERE)).isZero();
    }

    @Test
    void manyNamesFromOneSourceAreSlowedDownToo() {
        for (int i = 0; i < 10; i++) {
            throttle.begin("user" + i, HERE);
        }

        assertThat(throttle.wait("somebody", HERE)).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void theAddressesBesideAnIpv6AddressCountAsTheSameSource() {
        for (int i = 0; i < 3; i++) {
            throttle.begin("admin", "2001:db8:1:2:0:0:0:" + i);
        }

        assertThat(throttle.wait("admin", "2001:db8:1:2:ffff:0:0:9")).isPositive();
        assertThat(throttle.wait("admin", "2001:db8:1:3:0:0:0:1")).isZero();
    }

    @Test
    void oldFailuresAreForgotten() {
        fail(3);
        clock.pass(Duration.ofMinutes(31));
        fail(2);

        assertThat(throttle.wait("admin", HERE)).isZero();
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            throttle.begin("admin", HERE);
        }
    }
}

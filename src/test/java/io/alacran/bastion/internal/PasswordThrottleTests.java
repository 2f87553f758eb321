package io.alacran.bastion.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.alacran.TestClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PasswordThrottleTests {

    private final TestClock clock = new TestClock();
    private final PasswordThrottle throttle = new PasswordThrottle(clock);

    private void fail(String account, String source, int times) {
        for (int i = 0; i < times; i++) {
            while (!throttle.begin(account, source).isZero()) {
                clock.pass(Duration.ofSeconds(1));
            }
        }
    }

    @Test
    void aSourceIsHeldUpLongerAndLongerUpToAMinute() {
        fail("dev", "10.0.0.1", PasswordThrottle.FREE_PER_SOURCE);
        assertThat(throttle.begin("dev", "10.0.0.1")).isEqualTo(Duration.ofSeconds(1));
        fail("dev", "10.0.0.1", 10);

        assertThat(throttle.begin("other", "10.0.0.1")).isEqualTo(PasswordThrottle.LONGEST);
        assertThat(throttle.begin("dev", "10.0.0.2")).isZero();
    }

    @Test
    void guessingOneAccountFromManySourcesIsHeldUpButNotItsOwner() {
        assertThat(throttle.begin("dev", "192.168.0.1")).isZero();
        throttle.succeeded("dev", "192.168.0.1");
        for (int i = 0; i < PasswordThrottle.FREE_PER_ACCOUNT; i++) {
            assertThat(throttle.begin("dev", "10.0.0." + i)).isZero();
        }

        assertThat(throttle.begin("dev", "10.0.1.1")).isPositive();
        assertThat(throttle.begin("dev", "192.168.0.1"))
                .as("where the owner signed in from")
                .isZero();
    }

    @Test
    void aSuccessAndHalfAnHourEachMakeItForget() {
        fail("dev", "10.0.0.1", PasswordThrottle.FREE_PER_SOURCE);
        throttle.succeeded("dev", "10.0.0.1");
        assertThat(throttle.begin("dev", "10.0.0.1")).isZero();

        fail("dev", "10.0.0.2", PasswordThrottle.FREE_PER_SOURCE + 3);
        clock.pass(Duration.ofMinutes(31));
        assertThat(throttle.begin("dev", "10.0.0.2")).isZero();
    }
}

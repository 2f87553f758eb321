package io.alacran.account.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.alacran.TestClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SetupTokenTests {

    @TempDir
    Path home;

    private final TestClock clock = new TestClock();

    @Test
    void isGoodForAnHourAndThenExpired() throws Exception {
        SetupToken token = new SetupToken(home, clock);
        String made = token.issue();

        clock.pass(Duration.ofMinutes(59));
        assertThat(token.compare(made)).isEqualTo(SetupToken.Answer.RIGHT);
        clock.pass(Duration.ofMinutes(1));
        assertThat(token.compare(made)).isEqualTo(SetupToken.Answer.EXPIRED);
    }

    @Test
    void isReplacedAtTheNextStart() throws Exception {
        SetupToken token = new SetupToken(home, clock);
        String first = token.issue();
        String second = token.issue();

        assertThat(token.compare(first)).isEqualTo(SetupToken.Answer.WRONG);
        assertThat(Files.readString(token.file()).strip()).isEqualTo(second);
    }

    @Test
    void isUselessAndGoneOnceDiscarded() throws Exception {
        SetupToken token = new SetupToken(home, clock);
        String made = token.issue();
        token.discard();

        assertThat(token.compare(made)).isEqualTo(SetupToken.Answer.WRONG);
        assertThat(token.file()).doesNotExist();
    }

    @Test
    void anEmptyTokenNeverDoes() {
        assertThat(new SetupToken(home, clock).compare("")).isEqualTo(SetupToken.Answer.WRONG);
    }
}

package io.alacran.account.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.alacran.TestClock;
import io.alacran.account.FirstAdministrator;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.mock.env.MockEnvironment;

@ExtendWith(OutputCaptureExtension.class)
class ReadyMessageTests {

    @TempDir
    Path home;

    private final FirstAdministrator administrator = mock(FirstAdministrator.class);
    private final MockEnvironment environment = new MockEnvironment().withProperty("local.server.port", "8099");
    private SetupToken token;
    private ReadyMessage message;

    @BeforeEach
    void aConsole() {
        token = new SetupToken(home, new TestClock());
        message = new ReadyMessage(administrator, token, environment);
    }

    @Test
    void theFirstStartPrintsTheLinkOnceWithTheTokenThatIsGood(CapturedOutput printed) throws Exception {
        message.say();

        String made = Files.readString(token.file()).strip();
        assertThat(token.compare(made)).isEqualTo(SetupToken.Answer.RIGHT);
        assertThat(printed.getAll())
                .containsOnlyOnce("Open http://localhost:8099/setup?token=" + made + " ")
                .containsOnlyOnce(made);
    }

    @Test
    void aStartOfAConsoleThatIsSetUpPrintsItsAddressAndNoToken(CapturedOutput printed) throws Exception {
        String old = token.issue();
        when(administrator.exists()).thenReturn(true);
        message.say();

        assertThat(printed.getAll())
                .contains("Alacran is ready: http://localhost:8099")
                .doesNotContain("token", old);
        assertThat(token.file()).doesNotExist();
        assertThat(token.compare(old)).isEqualTo(SetupToken.Answer.WRONG);
    }

    @Test
    void theAddressIsTheOneThatTheConsoleListensOn(CapturedOutput printed) throws Exception {
        when(administrator.exists()).thenReturn(true);
        environment.setProperty("server.address", "2001:db8::7");
        message.say();
        environment.setProperty("server.address", "192.0.2.7");
        message.say();

        assertThat(printed.getOut())
                .contains("Alacran is ready: http://[2001:db8::7]:8099", "Alacran is ready: http://192.0.2.7:8099");
    }
}

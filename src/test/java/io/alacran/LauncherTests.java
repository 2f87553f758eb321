package io.alacran;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the launcher answers without building anything. */
@Timeout(60)
class LauncherTests {

    private record Answer(int exitCode, String output) {}

    @Test
    void benchWithoutANameListsTheBenchmarks() throws Exception {
        Answer answer = launcher("bench");

        assertThat(answer.exitCode()).isZero();
        assertThat(answer.output()).contains("tunnel [--rounds N] [--quick]");
    }

    @Test
    void aBenchmarkThatIsNotThereIsAnsweredWithThoseThatAre() throws Exception {
        Answer answer = launcher("bench", "tunel");

        assertThat(answer.exitCode()).isEqualTo(2);
        assertThat(answer.output()).contains("tunnel [--rounds N] [--quick]");
    }

    private static Answer launcher(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("./alacran"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Answer(process.waitFor(), output);
    }
}

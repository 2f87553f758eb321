package io.alacran;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the README says of the product. */
class ReadmeTests {

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(ALACRAN_[A-Z_]+)");

    @Test
    void everyVariableThatTheConfigurationReadsIsListed() throws IOException {
        List<String> read = VARIABLE.matcher(Files.readString(Path.of("src/main/resources/application.yaml")))
                .results()
                .map((MatchResult found) -> "`" + found.group(1) + "`")
                .toList();

        assertThat(read).hasSizeGreaterThan(20);
        assertThat(Files.readString(Path.of("README.md"))).contains(read);
    }
}

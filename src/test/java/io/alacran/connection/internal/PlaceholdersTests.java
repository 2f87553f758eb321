package io.alacran.connection.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alacran.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlaceholdersTests {

    @TempDir
    Path outside;

    private Path secrets;
    private Placeholders placeholders;

    @BeforeEach
    void make() throws IOException {
        secrets = Files.createDirectory(outside.resolve("secrets"));
        placeholders = new Placeholders(
                Map.of("REGION", "eu", "NESTED", "${REGION}", "EMPTY", "", "DOLLAR", "a$1\\b", "ALACRAN_HOME", "/data"),
                secrets);
    }

    @Test
    void standsForVariablesAndFilesAlsoAmongOtherText() throws IOException {
        Files.writeString(secrets.resolve("db"), "s3cret\n");

        assertThat(placeholders.resolve("host", "db.${REGION}.example.org")).isEqualTo("db.eu.example.org");
        assertThat(placeholders.resolve("password", file("db"))).isEqualTo("s3cret");
        assertThat(placeholders.resolve("user", "plain")).isEqualTo("plain");
        assertThat(placeholders.resolve("user", "${EMPTY}")).isEmpty();
        assertThat(placeholders.resolve("user", "${DOLLAR}")).isEqualTo("a$1\\b");
    }

    @Test
    void whatOneGivesIsNotResolvedAgain() {
        assertThat(placeholders.resolve("host", "${NESTED}")).isEqualTo("${REGION}");
    }

    @Test
    void namesTheVariableThatIsNotSet() {
        assertThatThrownBy(() -> placeholders.resolve("host", "${NOWHERE}"))
                .isInstanceOfSatisfying(ProblemException.class, e -> {
                    assertThat(e.getMessage()).contains("host").contains("NOWHERE, which is not set");
                    assertThat(e.remedy()).contains("Set NOWHERE");
                });
    }

    @Test
    void namesTheFileThatIsNotThere() {
        assertThatThrownBy(() -> placeholders.resolve("password", file("none")))
                .hasMessageContaining("password")
                .hasMessageContaining(secrets.resolve("none").toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "${jndi:ldap://x}",
                "${env:KEY}",
                "${}",
                "${A B}",
                "${A:-default}",
                "${A",
                "${${A}}",
                "${A}${",
                "${sys:user.home}",
                "#${1}",
                "${ALACRAN_HOME}",
                "${alacran_home}",
                "${SPRING_DATASOURCE_PASSWORD}",
                "${JAVA_TOOL_OPTIONS}",
                "${DOCKER_HOST}"
            })
    void refusesAllOthersAndTheConsolesOwnSettings(String text) {
        assertThat(placeholders.refusal(text)).isPresent();
        assertThatThrownBy(() -> placeholders.resolve("host", text)).isInstanceOf(ProblemException.class);
    }

    @Test
    void readsFilesOfTheirDirectoryOnly() throws IOException {
        Path other = Files.writeString(outside.resolve("other"), "not for you");
        Files.createSymbolicLink(secrets.resolve("link"), other);
        Files.createSymbolicLink(secrets.resolve("inner"), Files.writeString(secrets.resolve("real"), "yes"));
        Files.createSymbolicLink(secrets.resolve("up"), outside);
        Files.writeString(secrets.resolve("alacran-key"), "the console's own");
        Files.createSymbolicLink(secrets.resolve("harmless"), secrets.resolve("alacran-key"));

        for (String name : new String[] {"../other", "", ".", "../secrets", "alacran-key"}) {
            assertThat(placeholders.refusal(file(name))).as(name).isPresent();
        }
        for (String name : new String[] {"link", "up/other", "up", "harmless"}) {
            assertThatThrownBy(() -> placeholders.resolve("password", file(name)))
                    .as(name)
                    .isInstanceOf(ProblemException.class)
                    .message()
                    .doesNotContain("not for you");
        }
        assertThat(placeholders.resolve("password", file("inner"))).isEqualTo("yes");
        assertThat(placeholders.refusal("${file:/etc/passwd}")).isPresent();
        assertThat(placeholders.refusal("${file:relative}")).isPresent();
    }

    @Test
    void readsNoFileThatIsTooLargeToBeASecret() throws IOException {
        Files.write(secrets.resolve("large"), new byte[65_537]);

        assertThatThrownBy(() -> placeholders.resolve("password", file("large")))
                .hasMessageContaining("65536 bytes");
    }

    private String file(String name) {
        return "${file:" + secrets + "/" + name + "}";
    }
}

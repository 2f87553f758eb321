package io.alacran.account.rest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SecretsInTextTests {

    private static final String SECRET = "maroon-teapot-41-sails";

    @Test
    void whatGoesIntoALogShowsNoSecret() {
        assertThat(new SetupController.Request(SECRET, "admin", SECRET).toString())
                .contains("admin")
                .doesNotContain(SECRET);
        assertThat(new SetupController.Answer(SECRET).toString()).doesNotContain(SECRET);
        assertThat(new TokensController.Made("7", "backup", SECRET).toString())
                .contains("backup")
                .doesNotContain(SECRET);
    }
}

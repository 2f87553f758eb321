package io.alacran.secret;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordsTests {

    @Test
    void generatedPasswordsAreLongStrongAndDifferent() {
        String one = Passwords.generate();
        assertThat(one).hasSize(24).matches("[A-Za-z0-9][A-Za-z0-9_-]*").isNotEqualTo(Passwords.generate());
        assertThat(Passwords.refusal(one)).isEmpty();
        assertThat(Passwords.strength(one)).isEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "short",
                "password1234",
                "aaaaaaaaaaaaaaaa",
                "123456789012",
                "qwertyuiopas",
                "good\nenough-password-9"
            })
    void shortCommonAndGuessablePasswordsAreRefusedWithoutBeingQuoted(String password) {
        assertThat(Passwords.refusal(password)).hasValueSatisfying(why -> {
            if (!password.isEmpty()) {
                assertThat(why).doesNotContain(password);
            }
        });
    }

    @Test
    void aPasswordMadeOfTheUsersNameIsRefused() {
        assertThat(Passwords.refusal("charlotte-charlotte", "charlotte")).isPresent();
    }
}

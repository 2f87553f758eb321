package io.alacran.activity.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CleanTests {

    @Test
    void aNameCannotForgeASecondLine() {
        assertThat(Clean.text("x\n2026-01-01 INFO admin signed in", 100))
                .isEqualTo("x\uFFFD2026-01-01 INFO admin signed in");
        assertThat(Clean.text("a\r\u0000\u001b[2J\u2028b", 100)).doesNotContainPattern("[\\p{Cntrl}\u2028]");
    }

    @Test
    void aNameCannotTurnTheWritingDirection() {
        assertThat(Clean.text("nimda\u202Egnp", 100)).isEqualTo("nimda\uFFFDgnp");
    }

    @Test
    void ordinaryTextInAnyLanguageStaysAsItIs() {
        assertThat(Clean.text("Łódź 東京 shop-1 😀", 100)).isEqualTo("Łódź 東京 shop-1 😀");
    }

    @Test
    void whatIsTooLongIsCutVisibly() {
        assertThat(Clean.text("abcdef", 4)).isEqualTo("abc…");
    }
}

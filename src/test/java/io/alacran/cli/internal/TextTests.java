package io.alacran.cli.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TextTests {

    @Test
    void readsDurations() {
        assertThat(Text.duration("30s")).isEqualTo(Duration.ofSeconds(30));
        assertThat(Text.duration("500ms")).isEqualTo(Duration.ofMillis(500));
        assertThat(Text.duration("2m")).isEqualTo(Duration.ofMinutes(2));
        assertThat(Text.duration("1h")).isEqualTo(Duration.ofHours(1));
        assertThat(Text.duration("45")).isEqualTo(Duration.ofSeconds(45));
        assertThatThrownBy(() -> Text.duration("-1s")).hasMessageContaining("\"-1s\" is no duration");
    }

    @Test
    void readsSizesAsDockerDoes() {
        assertThat(Text.bytes("512m")).isEqualTo(512L << 20);
        assertThat(Text.bytes("1.5G")).isEqualTo(1536L << 20);
        assertThat(Text.bytes("64kb")).isEqualTo(64L << 10);
        assertThat(Text.bytes("1048576")).isEqualTo(1L << 20);
        assertThatThrownBy(() -> Text.bytes("much")).hasMessageContaining("\"much\" is no size");
    }

    @Test
    void writesSizesAndTimes() {
        assertThat(Text.size(512L << 20)).isEqualTo("512 MiB");
        assertThat(Text.size(1536L << 20)).isEqualTo("1.5 GiB");
        assertThat(Text.size(0)).isEmpty();
        assertThat(Text.took(999)).isEqualTo("999 ms");
        assertThat(Text.took(61_000)).isEqualTo("1 min 01 s");
    }

    @Test
    void showsWhatWouldMoveTheCursorOrTurnTheText() {
        assertThat(Text.safe("a\tb\r\n\u0007\u009b\u202e")).isEqualTo("a\\tb\\r\\n\\x07\\x9b\\u202e");
        assertThat(Text.safe("naïve 日本 🦂")).isEqualTo("naïve 日本 🦂");
    }

    @Test
    void countsTheCellsOfATerminal() {
        assertThat(Text.width("ab")).isEqualTo(2);
        assertThat(Text.width("日本")).isEqualTo(4);
        assertThat(Text.width("e\u0301")).isEqualTo(1);
    }
}

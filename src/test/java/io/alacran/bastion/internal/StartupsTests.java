package io.alacran.bastion.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StartupsTests {

    private final Startups<String> never = new Startups<>(BastionLimits.DEFAULT, () -> 0.999);
    private final Startups<String> always = new Startups<>(BastionLimits.DEFAULT, () -> 0);

    @Test
    void nobodyIsDroppedBelowTheBeginning() {
        for (int i = 0; i < 10; i++) {
            assertThat(always.begin("c" + i, "10.0.0." + i)).isEmpty();
        }
        assertThat(always.begin("c10", "10.0.0.10")).contains("c0");
    }

    @Test
    void neverAreThereMoreThanTheFullNumber() {
        for (int i = 0; i < 1_000; i++) {
            never.begin("c" + i, "10.0." + i / 250 + "." + i % 250);
        }
        assertThat(never.size()).isEqualTo(100);
    }

    @Test
    void oneSourceHasItsOwnBoundAndDropsItsOwnOldest() {
        never.begin("owner", "192.168.0.1");
        List<String> dropped = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            never.begin("c" + i, "10.0.0.1").ifPresent(dropped::add);
        }
        assertThat(never.size()).isEqualTo(31);
        assertThat(dropped).hasSize(470).startsWith("c0", "c1").doesNotContain("owner");
    }

    @Test
    void whoGotFurtherOutlivesWhoIsSilent() {
        never.begin("owner", "10.0.0.1");
        never.reached("owner", Startups.Stage.ENCRYPTED);
        List<Optional<String>> dropped = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            dropped.add(never.begin("c" + i, "10.0.0.1"));
        }
        assertThat(dropped).doesNotContain(Optional.of("owner"));

        never.end("owner");
        assertThat(never.size()).isEqualTo(29);
    }
}

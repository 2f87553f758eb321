package io.alacran.bastion.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.alacran.bastion.internal.BastionPolicy.Account;
import io.alacran.bastion.internal.BastionPolicy.Decision;
import io.alacran.bastion.internal.BastionPolicy.Target;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BastionPolicyTests {

    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
    private static final Target SHOP = new Target("shop", "srv-alacran--shop", 5432);
    private static final Grant DEV = new Grant("dev", Grant.Method.PASSWORD, "hash", Grant.ANYWHERE, Instant.MAX);

    private static BastionPolicy policy(Account account) {
        return new BastionPolicy(Map.of(account.name(), account), Map.of(SHOP.host(), SHOP), List.of("ca"));
    }

    private static Account dev(List<String> databases) {
        return new Account("dev", "hash", List.of("key"), databases, NOW.plusSeconds(1), true);
    }

    @Test
    void aDatabaseIsReachedByItsNameAndPort() {
        assertThat(policy(dev(List.of("*"))).decide(DEV, SHOP.host(), 5432, NOW))
                .isEqualTo(new Decision.Allowed(SHOP));
        assertThat(policy(dev(List.of("shop"))).decide(DEV, SHOP.host(), 5432, NOW))
                .isEqualTo(new Decision.Allowed(SHOP));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "shop",
                "srv-alacran--shop.",
                "SRV-ALACRAN--SHOP",
                "srv-alacran--shop\u0000",
                "127.0.0.1",
                "srv-alacran--shop/",
                "*",
                "srv-alacran--other"
            })
    void anyOtherNameIsRefused(String host) {
        assertThat(policy(dev(List.of("*"))).decide(DEV, host, 5432, NOW)).isInstanceOf(Decision.Refused.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 5431, 65_535, 65_536, 70_000, 4_294_967_295L, 4_294_972_728L})
    void anyOtherPortIsRefused(long port) {
        assertThat(policy(dev(List.of("*"))).decide(DEV, SHOP.host(), port, NOW))
                .isInstanceOfSatisfying(
                        Decision.Refused.class, r -> assertThat(r.reason()).contains(String.valueOf(port)));
    }

    @Test
    void anAccountThatHasExpiredReachesNothingAndIsNotUpheld() {
        BastionPolicy policy = policy(dev(List.of("*")));

        assertThat(policy.upholds(DEV, NOW)).isTrue();
        assertThat(policy.upholds(DEV, NOW.plusSeconds(1))).isFalse();
        assertThat(policy.decide(DEV, SHOP.host(), 5432, NOW.plusSeconds(1))).isInstanceOf(Decision.Refused.class);
    }

    @Test
    void aSignInIsUpheldForAsLongAsWhatItWasMadeWithIsThere() {
        BastionPolicy policy = policy(dev(List.of("*")));

        assertThat(policy.upholds(new Grant("dev", Grant.Method.PASSWORD, "old", Grant.ANYWHERE, Instant.MAX), NOW))
                .isFalse();
        assertThat(policy.upholds(new Grant("dev", Grant.Method.KEY, "key", Grant.ANYWHERE, Instant.MAX), NOW))
                .isTrue();
        assertThat(policy.upholds(new Grant("dev", Grant.Method.KEY, "gone", Grant.ANYWHERE, Instant.MAX), NOW))
                .isFalse();
        assertThat(policy.upholds(new Grant("dev", Grant.Method.CERTIFICATE, "ca", Grant.ANYWHERE, NOW), NOW))
                .as("a certificate that ended")
                .isFalse();
    }

    @Test
    void whatAClientSentIsNotQuotedRawNorWhole() {
        Decision refused = policy(dev(List.of("*"))).decide(DEV, "\u001b[2J\n" + "x".repeat(1_000_000), 1, NOW);

        assertThat(((Decision.Refused) refused).reason()).hasSizeLessThan(300).doesNotContain("\u001b", "\n");
    }
}

package io.alacran.bastion.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorizedKeyTests {

    private static final String KEY =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl me@example";

    @Test
    void aLineWithoutOptionsOpensAnythingForever() {
        AuthorizedKey key = AuthorizedKey.parse("  " + KEY + " ");

        assertThat(key.line()).isEqualTo(KEY);
        assertThat(key.options().permitOpen()).isEqualTo(Grant.ANYWHERE);
        assertThat(key.options().expires()).isEqualTo(Instant.MAX);
    }

    @Test
    void optionsMayHoldBlanksAndCommasWithinQuotes() {
        KeyOptions options = AuthorizedKey.parse(
                        "from=\"10.0.0.0/8, 192.168.1.*\",permitopen=\"a-b:1\",permitopen=\"c:*\","
                                + "expiry-time=\"20300102030405Z\",no-pty " + KEY)
                .options();

        assertThat(options.permitOpen()).containsExactly("a-b:1", "c:*");
        assertThat(options.expires()).isEqualTo(Instant.parse("2030-01-02T03:04:05Z"));
    }

    @Test
    void restrictTakesForwardingAwayUnlessItIsGivenBack() {
        assertThat(KeyOptions.parse("restrict").permitOpen()).isEmpty();
        assertThat(KeyOptions.parse("no-port-forwarding").permitOpen()).isEmpty();
        assertThat(KeyOptions.parse("restrict,permitopen=\"a:1\"").permitOpen()).isEmpty();
        assertThat(KeyOptions.parse("restrict,port-forwarding,permitopen=\"a:1\"")
                        .permitOpen())
                .isEqualTo(List.of("a:1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "ssh-ed25519",
                "ssh-ed25519 AAAA",
                "ssh-rsa AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5",
                "ssh-dss AAAAB3NzaC1kc3MAAACBAP",
                "-----BEGIN OPENSSH PRIVATE KEY-----",
                "ssh-ed25519\nAAAA"
            })
    void whatIsNoPublicKeyIsRefused(String line) {
        assertThatThrownBy(() -> AuthorizedKey.parse(line)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "command=\"id\"",
                "cert-authority",
                "environment=\"A=B\"",
                "from=\"\"",
                "from=\"host\"",
                "from=\"10.0.0.0/99\"",
                "expiry-time=\"20301301\"",
                "expiry-time=\"tomorrow\"",
                "permitopen=\"*:*:*\"",
                "permitopen=5432",
                "from=\"10.0.0.1"
            })
    void anOptionThatCannotBeHonouredIsRefused(String option) {
        assertThatThrownBy(() -> AuthorizedKey.parse(option + " " + KEY)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "10.0.0.0/8 | 10.1.2.3 | true",
                "10.0.0.0/8 | 11.1.2.3 | false",
                "10.0.0.0/8,!10.1.2.3 | 10.1.2.3 | false",
                "192.168.1.? | 192.168.1.7 | true",
                "192.168.1.? | 192.168.1.77 | false",
                "2001:db8::/32 | 2001:db8::1 | true",
                "2001:db8::/32 | 10.1.2.3 | false",
                "!10.1.2.3 | 11.1.2.3 | false"
            })
    void addressesAreMatchedByRangeAndPattern(String patterns, String address, boolean matches)
            throws UnknownHostException {
        assertThat(SourcePatterns.parse(patterns).match(InetAddress.getByName(address)))
                .isEqualTo(matches);
    }
}

package io.alacran.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRulesTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "db", "db1", "srv-alacran--shop", "db.example.org", "1db.example.org", "127.0.0.1", "10.0.0.255",
                "192.168.1.9", "172.17.0.2", "203.0.113.5", "::1", "fd12::7", "2001:db8::7", "localhost"
            })
    void databasesAreAtLoopbackPrivateAndPublicAddresses(String host) {
        assertThat(AddressRules.refusal(host, 5432)).isEmpty();
    }

    @Test
    void aNameIsFollowedToItsAddresses() throws Exception {
        assertThat(AddressRules.refusalOfAddresses("localhost", 5432)).isEmpty();
        assertThat(AddressRules.refusalOfAddresses("169.254.169.254", 5432)).isPresent();
        // Longer than a part of a name may be, so that nobody is asked for it.
        assertThatThrownBy(() -> AddressRules.refusalOfAddresses("x".repeat(64), 5432))
                .isInstanceOf(UnknownHostException.class);
    }
}

package io.alacran.doctor.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FirewallRulesTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-A OUTPUT -d 172.18.0.2/32 -p tcp -m tcp --dport 5432 -j DROP",
                "-A DOCKER-USER -p tcp -m conntrack --ctorigdstport 12345 --ctdir ORIGINAL -j REJECT",
                "-A INPUT -p tcp -m multiport --dports 3306,5430:5440 -j REJECT --reject-with tcp-reset",
                "-A FORWARD -d 172.18.0.0/16 -j DROP",
                "tcp dport { 22, 5432 } drop",
                "ip daddr 172.18.0.2 counter packets 3 bytes 180 drop",
                "ip saddr 172.18.0.2 tcp sport 5432 reject"
            })
    void aRuleThatNamesThePortOrTheAddressConcernsIt(String rule) {
        assertThat(concerning(rule)).containsExactly(rule);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-A OUTPUT -d 172.18.0.3/32 -p tcp -m tcp --dport 5432 -j DROP",
                "-A INPUT -p tcp -m tcp --dport 3306 -j DROP",
                "-A DOCKER-ISOLATION-STAGE-2 -o docker0 -j DROP",
                "-A INPUT -p tcp -m tcp --dport 54320 -j DROP"
            })
    void aRuleForOthersDoesNot(String rule) {
        assertThat(concerning(rule)).isEmpty();
    }

    private static List<String> concerning(String rule) {
        return new FirewallRules(true, List.of(rule))
                .concerning(Set.of(12345, 5432), Set.of("127.0.0.1", "172.18.0.2"));
    }

    @Test
    void listenersAreReadFromTheKernelsTable() {
        String table = """
              sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid
               0: 00000000:1538 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0
               1: 0100007F:1388 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0
               2: 0100007F:1389 0100007F:C000 01 00000000:00000000 00:00000000 00000000     0
               0: 00000000000000000000000000000000:1F90 00000000000000000000000000000000:0000 0A 00000000:00000000
            """;

        assertThat(Listener.read(table))
                .containsExactly(new Listener(5432, false), new Listener(5000, true), new Listener(8080, false));
    }
}

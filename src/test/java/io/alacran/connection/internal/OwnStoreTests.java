package io.alacran.connection.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OwnStoreTests {

    @Test
    void theDatabaseOfTheConsoleItselfIsNotConnectedToByAnyName() {
        OwnStore own = new OwnStore("jdbc:postgresql://localhost:5433/alacran?sslmode=disable");

        for (String host : new String[] {"localhost", "LOCALHOST", "127.0.0.1", "127.0.0.2", "::1"}) {
            assertThat(own.refusal(host, 5433, "alacran"))
                    .as(host)
                    .hasValueSatisfying(why -> assertThat(why).contains("the console's own store"));
        }
        assertThat(own.refusal("localhost", 5432, "alacran")).isEmpty();
        assertThat(own.refusal("localhost", 5433, "shop")).isEmpty();
        assertThat(own.refusal("192.0.2.7", 5433, "alacran")).isEmpty();
        assertThat(own.refusal("x".repeat(64), 5433, "alacran")).isEmpty();
    }

    @Test
    void theUsualPortNeedNotBeWritten() {
        assertThat(new OwnStore("jdbc:postgresql://store/alacran").refusal("store", 5432, "alacran"))
                .isPresent();
        assertThat(new OwnStore("jdbc:postgresql://[::1]/alacran").refusal("localhost", 5432, "alacran"))
                .isPresent();
    }

    @Test
    void aStoreThatIsAFileIsNoServer() {
        assertThat(new OwnStore("jdbc:h2:file:/data/store").refusal("localhost", 5432, "store"))
                .isEmpty();
        assertThat(new OwnStore("").refusal("localhost", 5432, "")).isEmpty();
    }
}

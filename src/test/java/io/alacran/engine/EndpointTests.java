package io.alacran.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgres://ada:S3cret@db:5432/shop",
                "jdbc:mysql://db/shop?password=S3cret",
                "jdbc:oracle:thin:ada/S3cret@db:1521:x",
                "mongodb+srv://ada:S3cret@db/shop",
                "ada:S3cret@db:5432",
                "db:5432"
            })
    void aUrlInAHostsPlaceIsSaidToBeMoreAndNotQuoted(String host) {
        assertThat(Endpoint.hostRefusal(host))
                .contains("is more than a host name or an IP address: what else it says has fields of its own");
    }

    @Test
    void anythingElseIsQuoted() {
        assertThat(Endpoint.hostRefusal("a b")).contains("'a b' is not a host name or an IP address");
        assertThat(Endpoint.hostRefusal("db.example.org")).isEmpty();
    }
}

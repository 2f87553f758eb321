package io.alacran.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndpointTests {

    @ParameterizedTest
    @CsvSource({
        "postgres://ada:S3cret@db:5432/shop, is a URL",
        "jdbc:mysql://db/shop?password=S3cret, is a URL",
        "mongodb+srv://ada:S3cret@db/shop, is the address of a MongoDB",
        "' MongoDB://ada:S3cret@db/shop', is the address of a MongoDB"
    })
    void aUrlInAHostsPlaceIsSaidToBeOneAndNotQuoted(String host, String said) {
        assertThat(Endpoint.hostRefusal(host))
                .hasValueSatisfying(why -> assertThat(why).startsWith(said).doesNotContain("S3cret"));
    }

    @Test
    void anythingElseIsQuoted() {
        assertThat(Endpoint.hostRefusal("a b")).contains("'a b' is not a host name or an IP address");
        assertThat(Endpoint.hostRefusal("db.example.org")).isEmpty();
    }
}

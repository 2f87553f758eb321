package io.alacran.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.alacran.engine.ClientAddresses.Address;
import io.alacran.engine.ClientAddresses.Guess;
import io.alacran.engine.ClientAddresses.Mistake;
import io.alacran.engine.ClientAddresses.Server;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MongoUrlsTests {

    private final MongoUrls urls = new MongoUrls();

    private Address read(String url) {
        assertThat(urls.read(url)).isInstanceOf(Address.class);
        return (Address) urls.read(url);
    }

    @Test
    void readsWhatTheConsoleItselfWrites() {
        Address read = read("mongodb://root:p%40%2F%3A%25+w@srv-alacran--shop:27017/shop?authSource=admin");

        assertThat(read)
                .isEqualTo(new Address(List.of(new Server("srv-alacran--shop", 27017)), "root", "p@/:%+w", "admin"));
        assertThat(read.toString()).contains("srv-alacran--shop").doesNotContain("p@");
        assertThat(urls.guesses(read)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "mongodb://u:p@h/shop, shop",
        "mongodb://u:p@h/shop?retryWrites=true, shop",
        "mongodb://u:p@h/, admin",
        "mongodb://u:p@h, admin",
        "mongodb://u:p@h?authSource=other, other",
        "mongodb://u:p@h/shop?AUTHSOURCE=other&w=1, other",
        "MongoDB://u:p@h/sh%6Fp, shop",
        "' \"mongodb://u:p@h/shop\" ', shop"
    })
    void looksForTheUserWhereDriversDo(String url, String database) {
        assertThat(read(url).userDatabase()).isEqualTo(database);
    }

    @Test
    void readsSeveralServersAndOnesWithoutPortOrByAddress() {
        assertThat(read("mongodb://a,b:2,[::1]:3/x").servers())
                .containsExactly(new Server("a", 27017), new Server("b", 2), new Server("::1", 3));
        assertThat(read("mongodb://a").username()).isEmpty();
    }

    @Test
    void guessesThatTheUserIsWhereTheImageMakesIt() {
        assertThat(urls.guesses(read("mongodb://u:p@h/shop"))).singleElement().satisfies(guess -> {
            assertThat(guess.address().userDatabase()).isEqualTo("admin");
            assertThat(guess).extracting(Guess::found).asString().contains("in the database shop");
            assertThat(guess).extracting(Guess::remedy).asString().contains("authSource=admin");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "mongodb+srv://u:S3cret@h.example.org/shop, SRV records, 'mongodb://USER:PASSWORD@HOST:PORT'",
        "u:S3cret@h:27017, does not begin with, mongodb://USER",
        "postgres://u:S3cret@h/x, begins with postgres://, mongodb://USER",
        "mongodb://u:S3cret@word@h/x, as it is, %40",
        "mongodb://u:S3cret/word@h/x, as it is, %2F",
        "mongodb://u:S3cret?word@h/x, as it is, %3F",
        "mongodb://u:S3cret:word@h/x, as it is, %3A",
        "mongodb://u:S3cret%zz@h/x, hexadecimal, %25",
        "mongodb://u:S3cret@h:99999/x, not between 1 and 65535, HOST:PORT",
        "mongodb://u:S3cret@h:/x, not between 1 and 65535, HOST:PORT",
        "mongodb://u:S3cret@/x, names no server, HOST:PORT",
        "mongodb://u:S3cret@h/x?tls=true, asks for TLS, Leave tls=true",
        "mongodb://u:S3cret@h/x?ssl=true, asks for TLS, or ssl=true",
    })
    void saysWhatNoDriverMakesSenseOfAndNeverQuotesThePassword(String url, String found, String remedy) {
        assertThat(urls.read(url)).isInstanceOfSatisfying(Mistake.class, mistake -> {
            assertThat(mistake.found()).contains(found).doesNotContain("S3cret");
            assertThat(mistake.remedy()).contains(remedy).doesNotContain("S3cret");
        });
    }
}

package io.alacran.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.alacran.engine.ClientAddresses.Address;
import io.alacran.engine.ClientAddresses.Guess;
import io.alacran.engine.ClientAddresses.Mistake;
import io.alacran.engine.Login;
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
        Login login = new Login("root", "p@/:%+ w#[]", "shop");
        String env = new MongoDb()
                .snippets(login, "srv-alacran--shop", 27017)
                .getLast()
                .text();

        Address read = read(env.lines().findFirst().orElseThrow().replace("DATABASE_URL=", ""));

        assertThat(read).isEqualTo(new Address("srv-alacran--shop", 27017, "root", "p@/:%+ w#[]", "admin"));
        assertThat(read.toString()).contains("srv-alacran--shop").doesNotContain("p@");
        assertThat(urls.guesses(read)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "mongodb://u:p@h/shop, shop",
        "mongodb://u:p@h/shop?retryWrites=true, shop",
        "mongodb://u:p@h/, admin",
        "mongodb://u:p@h, admin",
        "mongodb://u:p@h/?authSource=other, other",
        "mongodb://u:p@h/shop?AUTHSOURCE=other&w=1, other",
        "MongoDB://u:p@h/sh%6Fp, shop",
        "' mongodb://u:p@h/shop ', shop"
    })
    void looksForTheUserWhereDriversDo(String url, String database) {
        assertThat(read(url).userDatabase()).isEqualTo(database);
    }

    @Test
    void readsAServerWithoutPortOrByAddress() {
        assertThat(read("mongodb://a").server()).isEqualTo("a:27017");
        assertThat(read("mongodb://[::1]:3/x").server()).isEqualTo("[::1]:3");
        assertThat(read("mongodb://[::1]:3/x").host()).isEqualTo("::1");
        assertThat(read("mongodb://a").username()).isEmpty();
        assertThat(read("mongodb://u:p@h/x?w=1&appName=me@shop").host()).isEqualTo("h");
        assertThat(read("mongodb://h/x?appName=me@shop").host()).isEqualTo("h");
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
        "' \"mongodb://u:S3cret@h/x\" ', in quotes, Leave them out",
        "MONGO_URL=mongodb://u:S3cret@h/x, does not begin, before mongodb://",
        "jdbc:mongodb://u:S3cret@h/x, does not begin, before mongodb://",
        "mongodb://u:S3cret, no @HOST, HOST:PORT",
        "mongodb://u:S3cret@h h/x, no host name, HOST:PORT",
        "mongodb://u:S3cret@h?authSource=admin, has no / between, PORT/?authSource",
        "mongodb://u:S3cret@h/x&authSource=admin, do not begin with ?, before the first option",
        "mongodb://u:********@h/x, a placeholder, Show the password",
        "mongodb://u:<PASSWORD>@h/x, a placeholder, Show the password",
        "mongodb://u:p@S3cret/w?x@h/docs, as it is, %40",
        "mongodb://u:p@S3cret?w@h/docs, as it is, %40",
        "mongodb://u:S3cret50%10off@h/x, control character, %25 for a %",
        "mongodb://u:S3cret@h/a%20b?authSource=admin, or a space, HOST:PORT",
        "mongodb://u:S3cret#word@h/x, as it is, %23",
        "mongodb://u:S3cret word@h/x, as it is, %20",
        "mongodb://u:S3cret%0Aword@h/x, control character, on one line",
        "'mongodb://u:S3cret@h1:1,h2:2/x', names several servers, HOST:PORT",
        "mongodb://u:S3cret@h/x?replicaSet=rs0, replica set, Leave replicaSet",
        "mongodb://u:S3cret@h/x?loadBalanced=true, load balancer, Leave replicaSet",
        "mongodb://u:S3cret@h/x?authMechanism=MONGODB-X509, authMechanism=MONGODB-X509, Leave authMechanism",
        "mongodb://u:S3cret@h/a%20b, or a space, HOST:PORT",
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

package io.alacran.connectionfile.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.alacran.ConsoleTest;
import io.alacran.connectionfile.ConnectionFiles;
import io.alacran.connectionfile.ConnectionFiles.Imported;
import io.alacran.connectionfile.ConnectionFiles.Note;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Of {@code application.yaml} a connection is read rightly, or left out and named. */
@ConsoleTest
@Timeout(60)
class SpringImportTests {

    @Autowired
    ConnectionFiles files;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:mysql://appuser:s3cret@db.internal:3307/shop",
                "jdbc:mysql://appuser@db.internal/shop",
                "jdbc:mysql://appuser:12/s3cret@db.internal/shop",
                "jdbc:postgresql://h1:5432,h2:5433/shop?targetServerType=primary",
                "jdbc:mysql://h1:3306,h2:3306/shop",
                "jdbc:mysql://h1,h2/shop",
                "jdbc:mysql://${ONE:h1}:3306,${TWO:h2}:3306/shop",
                "jdbc:mariadb:replication://h1,h2/shop",
                "jdbc:mysql://(host=h1,port=3306)/shop",
                "jdbc:sqlserver://h1\\instance;databaseName=shop",
            })
    void aUrlWithAUserOrSeveralServersIsLeftOutWithItsEnvironment(String url) {
        Imported read = read("spring: {datasource: {url: '" + url + "'}}\n---\n"
                + "spring: {config.activate.on-profile: staging, datasource: {url: 'jdbc:mysql://db/shop'}}");

        assertThat(read.yaml()).contains("staging:", "host: db").doesNotContain("development", "appuser", "h1");
        assertThat(read.leftOut())
                .singleElement()
                .extracting(Note::message)
                .asString()
                .startsWith("development: it")
                .doesNotContain("s3cret");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "localhost:${DB_PORT:5433} | host: localhost | 5433",
                "${DB_HOST:db}:${DB_PORT:5433} | host: ${DB_HOST} | 5433",
                "db-${REGION:eu}.internal:${DB_PORT:5433} | host: db-${REGION}.internal | 5433",
                "[::1]:${DB_PORT:5433} | host: ::1 | 5433",
                "localhost:${DB_PORT} | host: localhost |",
                "localhost:${DB_PORT:} | host: localhost |",
            })
    void aPortFromAVariableIsWhatItIsWithoutIt(String place, String host, String port) {
        Imported read = read("spring.datasource.url: 'jdbc:postgresql://" + place + "/${DB_NAME:x}?sslmode=require'");

        assertThat(read.yaml()).contains(host + "\n", "databaseName: ${DB_NAME}\n", "mode: require");
        if (port == null) {
            assertThat(read.yaml()).doesNotContain("port:");
        } else {
            assertThat(read.yaml()).contains("port: " + port + "\n");
        }
        assertThat(read.leftOut())
                .extracting(Note::message)
                .contains("development: the port of its url cannot come from the variable DB_PORT"
                        + (port == null ? "" : "; " + port + ", which it is without it, is taken"))
                .contains("development: what spring.datasource.url would be without the variable DB_NAME is not taken"
                        + " over");
    }

    @Test
    void aPortThatIsNoneIsNamed() {
        Imported read = read("spring.datasource.url: jdbc:postgresql://db:123456/x");

        assertThat(read.yaml()).contains("host: db").doesNotContain("port:");
        assertThat(read.leftOut())
                .extracting(Note::message)
                .containsExactly("development: the port of its url is left out, it is not between 1 and 65535");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "maximum-pool-size: ${POOL:8} | max: 8 | cannot come from the variable POOL; 8, which it is without it, is taken",
                "maximumPoolSize: '${POOL:8}' | max: 8 | cannot come from the variable POOL; 8, which it is without it, is taken",
                "maximum-pool-size: ${POOL} | | cannot come from the variable POOL, so it is left out",
                "maximum-pool-size: ${POOL:many} | | cannot come from the variable POOL, so it is left out",
                "maximum-pool-size: many | | is left out, it is not a whole number",
                "minimum-idle: \"2\" | min: 2 |",
                "idle-timeout: 30_000 | idleTimeoutMillis: 30000 |",
                "read-only: ${RO:true} | readOnly: true | cannot come from the variable RO; true, which it is without it, is taken",
                "read-only: \"true\" | readOnly: true |",
                "read-only: ${RO} | | cannot come from the variable RO, so it is left out",
                "pool-name: shop | | is left out, there is nothing like it here",
                "driver-class-name: org.postgresql.Driver | | is left out, there is nothing like it here",
                "schema: shop | | is left out, there is nothing like it here",
            })
    void numbersAndFlagsArePlainAndWhatIsNotTakenOverIsNamed(String property, String written, String why) {
        Imported read = read("spring.datasource:\n  url: jdbc:mysql://db/shop\n  hikari:\n    " + property);

        if (written == null) {
            assertThat(read.yaml()).doesNotContain("pool:", "readOnly", "schema", "org.postgresql");
        } else {
            assertThat(read.yaml()).contains(" " + written + "\n");
        }
        if (why == null) {
            assertThat(read.leftOut()).isEmpty();
        } else {
            String name = property.substring(0, property.indexOf(':'));
            assertThat(read.leftOut())
                    .extracting(Note::message)
                    .containsExactly("development: spring.datasource.hikari." + name + " " + why);
        }
    }

    @Test
    void severalSchemasAreNotTakenForOne() {
        Imported read = read("spring.datasource.url: jdbc:postgresql://db/x?currentSchema=app,public");

        assertThat(read.yaml()).doesNotContain("schema");
        assertThat(read.leftOut())
                .extracting(Note::message)
                .containsExactly("development: the option currentSchema of its url is left out");
    }

    @Test
    void theDriversClassIsNamed() {
        Imported read =
                read("spring.datasource: {url: 'jdbc:mysql://db/shop', driver-class-name: com.mysql.cj.jdbc.Driver}");

        assertThat(read.leftOut())
                .extracting(Note::message)
                .containsExactly(
                        "development: spring.datasource.driver-class-name is left out, there is nothing like it here");
    }

    private Imported read(String yaml) {
        return files.read("application.yaml", yaml, "shop");
    }
}

package io.alacran.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.sqlserver.jdbc.SQLServerDriver;
import io.alacran.engine.Dialect;
import io.alacran.engine.DriverProperty;
import io.alacran.engine.Endpoint;
import io.alacran.engine.Login;
import io.alacran.engine.SessionSettings;
import io.alacran.engine.TlsMode;
import java.nio.file.Path;
import java.sql.DriverPropertyInfo;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.mariadb.jdbc.Configuration;
import org.postgresql.PGProperty;
import org.sqlite.SQLiteConfig;

class DriverPropertiesTests {

    private static final Endpoint PLAIN = Endpoint.server("db", 5432, new Login("app", "p", "shop"));

    static Stream<Arguments> dialects() {
        return Stream.of(
                of(new PostgresDialect(), PostgresDialect::options),
                of(new MariaDbDialect(), MariaDbDialect::options),
                of(new MySqlDialect(), MySqlDialect::options),
                of(new SqlServerDialect(), SqlServerDialect::options),
                of(new ClickHouseDialect(), ClickHouseDialect::options),
                of(new OracleDialect(Path.of("target")), OracleDialect::options));
    }

    private static <D extends Dialect> Arguments of(D dialect, BiFunction<D, Endpoint, Properties> options) {
        return Arguments.of(dialect, (BiFunction<Dialect, Endpoint, Properties>) (d, e) -> options.apply(dialect, e));
    }

    @ParameterizedTest
    @MethodSource("dialects")
    void everyOptionThatMayBeSetTakesEffect(Dialect dialect, BiFunction<Dialect, Endpoint, Properties> options) {
        for (DriverProperty property : dialect.properties()) {
            Properties handed =
                    options.apply(dialect, PLAIN.with(SessionSettings.NONE, Map.of(property.name(), "chosen")));

            assertThat(handed).as(dialect.client()).containsEntry(property.name(), "chosen");
        }
    }

    @ParameterizedTest
    @MethodSource("dialects")
    void whatIsNotListedIsNotHandedOnEvenIfItWasStored(
            Dialect dialect, BiFunction<Dialect, Endpoint, Properties> options) {
        Properties usual = options.apply(dialect, PLAIN);
        for (String name : List.of("socketFactory", "allowLocalInfile", "user", "password", "sslmode", "encrypt")) {
            Endpoint rogue = PLAIN.with(SessionSettings.NONE, Map.of(name, "rogue"));

            assertThat(options.apply(dialect, rogue)).as(dialect.client()).isEqualTo(usual);
        }
    }

    /** A misspelt one would do nothing, silently. */
    @Test
    void everyOptionIsOneThatItsDriverKnows() throws Exception {
        assertThat(new PostgresDialect().properties()).allMatch(p -> PGProperty.forName(p.name()) != null);
        Properties all = new Properties();
        new MariaDbDialect().properties().forEach(p -> all.setProperty(p.name(), sample(p)));
        assertThat(Configuration.parse("jdbc:mariadb://db/shop", all).nonMappedOptions())
                .isEmpty();
        assertThat(new SqlServerDialect().properties())
                .extracting(DriverProperty::name)
                .isSubsetOf(Arrays.stream(new SQLServerDriver().getPropertyInfo("jdbc:sqlserver://", new Properties()))
                        .map((DriverPropertyInfo info) -> info.name)
                        .toList());
        assertThat(new ClickHouseDialect().properties())
                .extracting(DriverProperty::name)
                .isSubsetOf(Arrays.stream(new com.clickhouse.jdbc.Driver()
                                .getPropertyInfo("jdbc:clickhouse:http://db:8123", new Properties()))
                        .map((DriverPropertyInfo info) -> info.name)
                        .toList());
        assertThat(new SqliteDialect().properties())
                .extracting(DriverProperty::name)
                .isSubsetOf(Arrays.stream(SQLiteConfig.Pragma.values())
                        .map(SQLiteConfig.Pragma::getPragmaName)
                        .toList());
    }

    @Test
    void pinsWhatServersCouldAbuse() {
        Properties postgres = new PostgresDialect().options(PLAIN.with(TlsMode.VERIFY, false));
        Properties mysql = new MySqlDialect().options(PLAIN);
        Properties mssql = new SqlServerDialect().options(PLAIN.with(TlsMode.REQUIRE, true));

        assertThat(postgres)
                .containsEntry("sslmode", "verify-full")
                .containsEntry("preferQueryMode", "extended")
                .containsEntry("gssEncMode", "disable")
                .containsEntry("scramMaxIterations", "1000000")
                .doesNotContainKeys("socketFactory", "sslhostnameverifier", "options");
        assertThat(mysql)
                .containsEntry("allowLocalInfile", "false")
                .containsEntry("allowMultiQueries", "false")
                .containsEntry("permitRedirect", "false")
                .containsEntry("allowPublicKeyRetrieval", "true");
        assertThat(mssql)
                .containsEntry("integratedSecurity", "false")
                .containsEntry("encrypt", "true")
                .containsEntry("trustServerCertificate", "true")
                .containsEntry("applicationIntent", "ReadOnly");
    }

    private static String sample(DriverProperty property) {
        return Stream.of("true", "1", "TLSv1.2", "utf8mb4_bin", "shop")
                .filter(value -> property.refusal(value).isEmpty())
                .findFirst()
                .orElseThrow();
    }
}

package io.alacran.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.sql.SQLException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddedDriverTests {

    @TempDir
    Path home;

    @Test
    void saysWhichFileToPutWhere() {
        assertThat(new DuckDbDialect(home, "512MB").missing().orElseThrow())
                .contains("./alacran driver duckdb")
                .contains("duckdb_jdbc-VERSION.jar")
                .contains(home.resolve("drivers").toString());
        assertThat(new OracleDialect(home).missing().orElseThrow())
                .contains("./alacran driver oracle")
                .contains("ojdbcVERSION.jar");
    }

    @Test
    void isFoundAsSoonAsItIsThere() {
        OracleDialect dialect = new OracleDialect(home);
        assertThat(dialect.missing()).isPresent();

        TestDrivers.oracle(home);

        assertThat(dialect.missing()).isEmpty();
    }

    @Test
    void refusesTwoOfThem() throws Exception {
        TestDrivers.duckDb(home);
        Files.createFile(home.resolve("drivers/duckdb_jdbc-0.jar"));

        assertThat(new DuckDbDialect(home, "512MB").missing().orElseThrow()).contains("there are 2 jars");
    }

    @Test
    void refusesOneThatOthersMayChange() throws Exception {
        Path drivers = Files.createDirectories(home.resolve("drivers"));
        Files.setPosixFilePermissions(drivers, PosixFilePermissions.fromString("rwx------"));
        Path jar = Files.createFile(drivers.resolve("ojdbc17.jar"));
        Files.setPosixFilePermissions(jar, PosixFilePermissions.fromString("rw-rw-r--"));
        assertThat(new OracleDialect(home).missing().orElseThrow()).contains("chmod go-w " + jar.toRealPath());

        Files.setPosixFilePermissions(jar, PosixFilePermissions.fromString("rw-r--r--"));
        Files.setPosixFilePermissions(drivers, PosixFilePermissions.fromString("rwxrwxrwx"));
        assertThat(new OracleDialect(home).missing().orElseThrow()).contains("others may write to " + drivers);
    }

    @Test
    void aJarThatIsNoDriverIsNamed() throws Exception {
        TestDrivers.oracle(home);
        Files.setPosixFilePermissions(
                Files.createFile(home.resolve("drivers/empty-1.jar")), PosixFilePermissions.fromString("rw-------"));

        assertThatThrownBy(() -> new AddedDriver(home, "empty", "empty-").driver("org.example.Driver"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("is not usable")
                .hasMessageContaining("./alacran driver empty");
    }

    @ParameterizedTest
    @ValueSource(strings = {"org.duckdb.DuckDBDriver", "oracle.jdbc.OracleDriver"})
    void theLauncherGetsTheVeryJarThatIsTested(String driver) throws Exception {
        Path jar = TestDrivers.jar(driver);
        String sum =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(jar)));

        assertThat(Files.readString(Path.of("alacran")))
                .contains(jar.getFileName().toString())
                .contains(sum);
    }
}

package io.alacran.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.alacran.MySqlImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What the official images of databases promise, and so the lab's have to keep. */
@Tag("docker")
@Timeout(120)
@ParameterizedClass(name = "{0}")
@EnumSource
class DatabaseImagesIT {

    /** With blanks; an apostrophe would be too much for the official image of MySQL. */
    private static final String PASSWORD = "pw of app, 4711";

    private static final String VOLUME = Console.INSTANCE + "-image";

    @TempDir
    static Path folder;

    private static Container server;

    @Parameter
    SqlImage image;

    @BeforeParameterizedClassInvocation
    static void start(SqlImage image) throws IOException {
        assumeTrue(image != SqlImage.MYSQL || MySqlImage.isThere(), MySqlImage.MISSING);
        Console.removeLeftovers();
        Shell.docker("volume", "create", "--label", Ward.LABEL, VOLUME);
        writeFiles(image);
        server = container(image, image.settings("/run/secrets"));
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        Console.removeLeftovers();
    }

    /** The init files, in another order than that of their names, and the passwords. */
    private static void writeFiles(SqlImage image) throws IOException {
        Path init = Files.createDirectories(folder.resolve("init"));
        try (OutputStream packed = new GZIPOutputStream(Files.newOutputStream(init.resolve("30-packed.sql.gz")))) {
            packed.write("insert into ran (what) values ('packed');".getBytes(StandardCharsets.UTF_8));
        }
        Files.writeString(init.resolve("20-script.sh"), image.script("insert into ran (what) values ('script')"));
        Files.writeString(
                init.resolve("10-plain.sql"),
                "create table ran (id serial, what varchar(9)); insert into ran (what) values ('plain');");
        Files.writeString(init.resolve("00-read.me"), "insert into ran (what) values ('nothing of SQL');");
        Path secrets = Files.createDirectories(folder.resolve("secrets"));
        Files.writeString(secrets.resolve("user"), PASSWORD);
        Files.writeString(secrets.resolve("root"), "pw of root 4712");
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.toList()) {
                Files.setPosixFilePermissions(each, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
        }
    }

    /** One on the volume and with the files; it answers. */
    private static Container container(SqlImage image, List<String> settings) {
        List<String> options = new ArrayList<>(settings);
        options.addAll(List.of("-v", VOLUME + ":" + image.data));
        options.addAll(List.of("-v", folder.resolve("init") + ":/docker-entrypoint-initdb.d:ro"));
        options.addAll(List.of("-v", folder.resolve("secrets") + ":/run/secrets:ro"));
        Container container = new Container(image.image, options);
        container.awaitSuccess(image.query(container.address(), PASSWORD, "select 1"));
        return container;
    }

    @Test
    void itsFirstAnswerComesAfterAllInitFilesInTheOrderOfTheirNames() {
        assertThat(ran()).containsExactly("plain", "script", "packed");
    }

    @Test
    void theUserOfItsVariablesSignsInWithThePasswordOfAFileAndWithNoOther() {
        assertThat(query(PASSWORD, "select 6 * 7").orFail()).isEqualTo("42");
        assertThat(query("another", "select 6 * 7").exitCode()).isNotZero();
    }

    @Test
    void itExposesItsPortAndKeepsItsDataInAVolume() {
        assertThat(server.inspect("{{json .Config.ExposedPorts}}")).contains('"' + image.port + '"');
        assertThat(server.inspect("{{json .Config.Volumes}}")).contains('"' + image.data + '"');
    }

    @Test
    void withoutAPasswordItEndsAndSaysWhatToSet() {
        Shell.Result refused = Shell.run("timeout", "60", "docker", "run", "--rm", "--label", Ward.LABEL, image.image);

        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.output()).contains(image.needed());
    }

    @Test
    void aStopIsCleanThoughAStatementRunsAndTheNextContainerHasTheRowsAndRunsNoInitFiles() {
        server.begin(image.query(server.address(), PASSWORD, image.endless()));
        Console.await(
                "the statement to run",
                () -> query(PASSWORD, image.running()).orFail().contains(image.endless()));

        assertThat(server.stop()).as(server.log()).isZero();

        server.close();
        server = container(image, List.of());
        assertThat(ran()).containsExactly("plain", "script", "packed");
        assertThat(server.log()).doesNotContain("crash recovery", "automatic recovery");
    }

    private List<String> ran() {
        return query(PASSWORD, "select what from ran order by id")
                .orFail()
                .lines()
                .toList();
    }

    private Shell.Result query(String password, String sql) {
        return server.exec(image.query(server.address(), password, sql));
    }
}

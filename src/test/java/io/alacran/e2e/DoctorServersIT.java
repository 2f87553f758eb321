package io.alacran.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.alacran.FreePort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** What goes wrong with servers that somebody else runs: each mistake is made for real and told by the doctor. */
@Tag("docker")
@Timeout(300)
@ExtendWith(Evidence.class)
class DoctorServersIT {

    private static final int POSTGRES = FreePort.next();
    private static final int MARIADB = FreePort.next();
    private static Ward ward;
    private static String postgres;
    private static String mariadb;

    @BeforeAll
    static void start() {
        ward = new Ward(Map.of());
        postgres = ward.postgres(POSTGRES);
        mariadb = ward.mariadb(MARIADB);
        Ward.psql(postgres, "create table goods as select 1 as id");
    }

    @AfterAll
    static void stop() {
        ward.close();
    }

    private static Map<String, Object> toPostgres() {
        return Ward.draft("postgres", "127.0.0.1", POSTGRES);
    }

    private static Map<String, Object> toMariadb() {
        return Ward.draft("mariadb", "127.0.0.1", MARIADB);
    }

    private static Map<String, Object> with(Map<String, Object> draft, Object... changes) {
        for (int i = 0; i < changes.length; i += 2) {
            draft.put((String) changes[i], changes[i + 1]);
        }
        return draft;
    }

    @Test
    void whereAllIsWell() {
        ward.isHealthy(ward.examine(toPostgres()));
        ward.isHealthy(ward.examine(toMariadb()));
    }

    @Test
    void theWrongContainerPortInTheMapping() {
        int port = FreePort.next();
        ward.run("postgres:15", List.of("-e", "POSTGRES_PASSWORD=x", "-p", "127.0.0.1:" + port + ":77"));
        Ward.isCause(
                ward.examine(Ward.draft("postgres", "127.0.0.1", port)),
                "container-port",
                "leads to port 77",
                port + ":5432");
    }

    @Test
    void theWebDomainOfASite() {
        int web = FreePort.next();
        ward.run("nginx:latest", List.of("-p", "127.0.0.1:" + web + ":80"));
        ward.name("db.example.test", "127.0.0.1");
        Console.await(
                "the site to be up",
                () -> Shell.run("curl", "-s", "http://127.0.0.1:" + web).exitCode() == 0);
        Ward.isCause(
                ward.examine(Ward.draft("postgres", "db.example.test", web)),
                "greeting",
                "a web server (HTTP)",
                "not the web domain",
                "mapped host port");
        Ward.isCause(ward.examine(Ward.draft("mariadb", "db.example.test", web)), "greeting", "nginx", "web domain");
    }

    @Test
    void aNameBehindCloudflare() throws Exception {
        HttpServer proxy = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        proxy.createContext("/", call -> {
            call.getResponseHeaders().set("Server", "cloudflare");
            call.getResponseHeaders().set("CF-RAY", "8a-TST");
            call.sendResponseHeaders(403, -1);
            call.close();
        });
        proxy.start();
        try {
            ward.name("proxied.example.test", "127.0.0.1");
            Ward.isCause(
                    ward.examine(Ward.draft(
                            "postgres",
                            "proxied.example.test",
                            proxy.getAddress().getPort())),
                    "greeting",
                    "Cloudflare",
                    "DNS only");
        } finally {
            proxy.stop(0);
        }
    }

    @Test
    void anotherServersPort() {
        int redis = FreePort.next();
        ward.run("redis:7", List.of("-p", "127.0.0.1:" + redis + ":6379"));
        ward.examine(Ward.draft("postgres", "127.0.0.1", redis));
        Ward.isCause(ward.examine(Ward.draft("postgres", "127.0.0.1", redis)), "greeting", "Redis", "5432");
        Ward.isCause(ward.examine(Ward.draft("postgres", "127.0.0.1", MARIADB)), "greeting", "MariaDB", "5432");
        Ward.isCause(ward.examine(Ward.draft("mariadb", "127.0.0.1", POSTGRES)), "greeting", "PostgreSQL", "3306");
    }

    @Test
    void thePasswordVariableEditedAfterTheFirstStart() {
        int port = FreePort.next();
        String volume = Console.INSTANCE + "-edited";
        Shell.docker("volume", "create", "--label", Ward.LABEL, volume);
        String first =
                ward.postgres(port, "-v", volume + ":/var/lib/postgresql/data", "-e", "POSTGRES_PASSWORD=first-1");
        Shell.docker("rm", "-f", "-v", first);
        String second = ward.postgres(port, "-v", volume + ":/var/lib/postgresql/data");

        JsonNode diagnosis = ward.examine(Ward.draft("postgres", "127.0.0.1", port));

        Ward.isCause(
                diagnosis, "sign-in", "POSTGRES_PASSWORD is this very password", "the password of that time", second);
        assertThat(Ward.cause(diagnosis).get("found").asString())
                .contains("The volume " + volume + " was set up with another one");
        ward.isHealthy(ward.examine(with(Ward.draft("postgres", "127.0.0.1", port), "password", "first-1")));
    }

    @Test
    void aVolumeReusedWithItsOldPassword() {
        int port = FreePort.next();
        String volume = Console.INSTANCE + "-reused";
        Shell.docker("volume", "create", "--label", Ward.LABEL, volume);
        String first = ward.mariadb(port, "-v", volume + ":/var/lib/mysql", "-e", "MARIADB_PASSWORD=first-1");
        Shell.docker("rm", "-f", "-v", first);
        ward.mariadb(port, "-v", volume + ":/var/lib/mysql");

        JsonNode diagnosis = ward.examine(Ward.draft("mariadb", "127.0.0.1", port));

        Ward.isCause(diagnosis, "sign-in", "Access denied", "alter user 'app'@'%'");
        assertThat(Ward.cause(diagnosis).get("found").asString())
                .contains("MARIADB_PASSWORD is this very password", volume);
    }

    @Test
    void aWrongPasswordAndAUserForAnotherHostOnly() {
        Ward.isCause(
                ward.examine(with(toPostgres(), "password", "wrong")),
                "sign-in",
                "password authentication failed",
                "Correct user name and password");
        Ward.root(mariadb, "create or replace user 'guest'@'10.9.9.9' identified by '" + Ward.PASSWORD + "'");
        Ward.isCause(
                ward.examine(with(toMariadb(), "username", "guest")),
                "sign-in",
                "Access denied for user 'guest'@'",
                "select user, host from mysql.user");
    }

    @Test
    void aMachineThatTheServerDoesNotLetIn() {
        int port = FreePort.next();
        String strict = ward.postgres(port);
        Shell.docker(
                "exec",
                strict,
                "sh",
                "-c",
                "printf 'local all all trust\\nhost all all 127.0.0.1/32 trust\\n' > $PGDATA/pg_hba.conf");
        Ward.psql(strict, "select pg_reload_conf()");
        Console.await(
                "the rules to hold",
                () -> Ward.cause(ward.examine(Ward.draft("postgres", "127.0.0.1", port)))
                        .get("id")
                        .asString()
                        .equals("host-allowed"));
        Ward.isCause(
                ward.examine(Ward.draft("postgres", "127.0.0.1", port)),
                "host-allowed",
                "pg_hba.conf",
                "host all app ADDRESS/32");

        int other = FreePort.next();
        String lonely = ward.mariadb(other);
        Ward.root(lonely, "drop user 'app'@'%'; drop user 'root'@'%'; flush privileges");
        Ward.isCause(
                ward.examine(Ward.draft("mariadb", "127.0.0.1", other)),
                "host-allowed",
                "is not allowed to connect",
                "create user 'app'@'%'");
    }

    @Test
    void aServerWithoutASessionLeft() throws SQLException {
        int port = FreePort.next();
        String small = ward.run(
                "postgres:15",
                List.of(
                        "-p",
                        "127.0.0.1:" + port + ":5432",
                        "-e",
                        "POSTGRES_USER=app",
                        "-e",
                        "POSTGRES_DB=shop",
                        "-e",
                        "POSTGRES_PASSWORD=" + Ward.PASSWORD),
                "-c",
                "max_connections=5",
                "-c",
                "superuser_reserved_connections=0");
        assertThat(small).isNotEmpty();
        String url = "jdbc:postgresql://127.0.0.1:" + port + "/shop?user=app&password=" + Ward.PASSWORD;
        Console.await("it to be ready", () -> opens(url));
        fill(
                url,
                () -> Ward.isCause(
                        ward.examine(Ward.draft("postgres", "127.0.0.1", port)),
                        "sessions",
                        "too many clients",
                        "max_connections",
                        "pg_stat_activity"));

        Ward.root(mariadb, "set global max_connections = 10");
        try {
            fill(
                    "jdbc:mariadb://127.0.0.1:" + MARIADB + "/shop?user=app&password=" + Ward.PASSWORD,
                    () -> Ward.isCause(
                            ward.examine(toMariadb()), "sessions", "Too many connections", "show processlist"));
        } finally {
            Ward.root(mariadb, "set global max_connections = 151");
        }
    }

    private static boolean opens(String url) {
        try (Connection _ = DriverManager.getConnection(url)) {
            return true;
        } catch (SQLException e) {
            return false;
        }
    }

    private static void fill(String url, Runnable meanwhile) throws SQLException {
        List<Connection> held = new ArrayList<>();
        try {
            while (held.size() < 200) {
                held.add(DriverManager.getConnection(url));
            }
            throw new AssertionError("the server never was full");
        } catch (SQLException full) {
            meanwhile.run();
        } finally {
            for (Connection one : held) {
                one.close();
            }
        }
    }

    @Test
    void tlsAskedOfAServerWithoutAndAServerThatInsistsOnIt() {
        Ward.isCause(
                ward.examine(with(toPostgres(), "tls", Map.of("mode", "require"))),
                "tls",
                "says that it has none",
                "tls.mode to disable");
        Ward.isCause(
                ward.examine(with(toMariadb(), "tls", Map.of("mode", "verify"))), "tls", "asks for TLS", "disable");
        int strict = FreePort.next();
        String certificates = ward.certificates();
        ward.mariadb(
                strict,
                List.of("-v", certificates + ":/tls:ro"),
                "--ssl-cert=/tls/cert.pem",
                "--ssl-key=/tls/key.pem",
                "--require-secure-transport=on");
        Map<String, Object> plain = Ward.draft("mariadb", "127.0.0.1", strict);
        Ward.isCause(ward.examine(plain), "tls", "encrypted connections only", "tls.mode to require");
        ward.isHealthy(ward.examine(with(plain, "tls", Map.of("mode", "require"))));
        Ward.isCause(
                ward.examine(with(plain, "tls", Map.of("mode", "verify"))),
                "tls",
                "CN=db.example.test, valid until",
                "an authority that the console trusts");

        int hostssl = FreePort.next();
        String other = ward.postgres(hostssl, "-v", certificates + ":/tls:ro");
        Shell.docker(
                "exec",
                "-u",
                "root",
                other,
                "sh",
                "-c",
                "cp /tls/*.pem $PGDATA && chown postgres $PGDATA/*.pem && chmod 600 $PGDATA/key.pem && printf 'local"
                        + " all all trust\nhostssl all all all scram-sha-256\n' > $PGDATA/pg_hba.conf");
        Ward.psql(other, "alter system set ssl_cert_file = 'cert.pem'");
        Ward.psql(other, "alter system set ssl_key_file = 'key.pem'");
        Ward.psql(other, "alter system set ssl = on");
        Ward.psql(other, "select pg_reload_conf()");
        Map<String, Object> open = Ward.draft("postgres", "127.0.0.1", hostssl);
        Console.await(
                "TLS to be on",
                () -> Ward.cause(ward.examine(open)).get("id").asString().equals("tls"));
        Ward.isCause(ward.examine(open), "tls", "encrypted connections only", "tls.mode to require");
        ward.isHealthy(ward.examine(with(open, "tls", Map.of("mode", "require"))));
        Ward.isCause(
                ward.examine(with(open, "tls", Map.of("mode", "verify"))), "tls", "CN=db.example.test", "authority");
    }

    @Test
    void aDatabaseThatDoesNotExist() {
        Ward.isCause(
                ward.examine(with(toPostgres(), "databaseName", "shoop")),
                "database",
                "no database 'shoop'",
                "create database \"shoop\"");
        JsonNode cased = ward.examine(with(toPostgres(), "databaseName", "Shop"));
        Ward.isCause(cased, "database", "There are: postgres, shop", "Write 'shop'");
        Ward.isCause(
                ward.examine(with(toMariadb(), "databaseName", "stock", "username", "root")),
                "database",
                "Unknown database 'stock'",
                "create database `stock`");
    }

    @Test
    void aUserWithoutRights() {
        Ward.psql(postgres, "create role reader login password '" + Ward.PASSWORD + "'");
        Ward.isCause(
                ward.examine(with(toPostgres(), "username", "reader")),
                "rights",
                "none of the tables",
                "grant select on all tables in schema public to \"reader\"");
        Ward.psql(postgres, "revoke connect on database shop from public");
        Ward.isCause(
                ward.examine(with(toPostgres(), "username", "reader")),
                "rights",
                "may not use the database",
                "grant connect on database \"shop\"");
        Ward.psql(postgres, "grant connect on database shop to public");

        Ward.root(mariadb, "create or replace user 'reader'@'%' identified by '" + Ward.PASSWORD + "'");
        Ward.isCause(
                ward.examine(with(toMariadb(), "username", "reader")),
                "rights",
                "may not use the database",
                "grant select on `shop`.*");
    }

    @Test
    void answersThatTakeMoreThanASecond() throws IOException {
        try (SlowRelay line = new SlowRelay(POSTGRES, Duration.ofMillis(1_100))) {
            Ward.isCause(
                    ward.examine(Ward.draft("postgres", "127.0.0.1", line.port())),
                    "latency",
                    "ms there and back",
                    "ping 127.0.0.1");
        }
    }

    @Test
    void aClockThatIsWrong() {
        Ward.root(mariadb, "set global init_connect = 'set timestamp = 1700000000'");
        try {
            Ward.isCause(ward.examine(toMariadb()), "clock", "s behind", "NTP");
        } finally {
            Ward.root(mariadb, "set global init_connect = ''");
        }
    }
}

package io.alacran.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class QueryCommandTests {

    private static final String QUERY = "POST /connections/shop/query";

    FakeConsole console;

    @BeforeEach
    void start() throws IOException {
        console = new FakeConsole();
    }

    @AfterEach
    void stop() {
        console.close();
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private static OutputStream rows(HttpExchange e) throws IOException {
        e.getResponseHeaders().set("Location", "/api/v1/queries/q7");
        return FakeConsole.begin(e, "text/csv");
    }

    @Test
    void resultsAreTablesWithFiguresOnTheRight() {
        console.json(QUERY, """
                {"id":"q","results":[{"columns":[{"name":"id","type":"int4"},{"name":"name","type":"text"}],
                "rows":[[1,"a\\u001b[31m"],[200,null]],"rowCount":2,"updateCount":null,"truncated":true,"tookMs":12,
                "warnings":["careful"]},
                {"columns":[],"rows":[],"rowCount":0,"updateCount":1,"truncated":false,"tookMs":3,"warnings":[]}]}""");
        CliRun run = CliRun.loggedIn(console);

        assertThat(run.run("query", "shop", "select 1")).isZero();

        assertThat(run.out()).isEqualTo("""
                         id  name
                          1  a\\x1b[31m
                        200  NULL
                        (2 rows, 12 ms)

                        1 row changed, 3 ms
                        """);
        assertThat(run.err()).contains("There are more rows").contains("warning: careful");
    }

    @Test
    void aDatabaseThatSpeaksNoSqlSaysSoAndAnUnknownNameDoesNot() {
        console.problem("POST /connections/cache/query", 404, "{\"detail\":\"There is no connection named cache.\"}")
                .json("GET /databases/cache", "{\"name\":\"cache\",\"engine\":\"redis\"}")
                .json("GET /engines", "{\"items\":[{\"id\":\"redis\",\"title\":\"Redis\",\"queryable\":false}]}")
                .problem("POST /connections/none/query", 404, "{\"detail\":\"There is no connection named none.\"}");
        CliRun cache = CliRun.loggedIn(console);
        assertThat(cache.run("query", "cache", "select 1")).isEqualTo(1);
        assertThat(cache.err())
                .contains("cache is a Redis database, and that is not queried with SQL.")
                .contains("its own client");

        CliRun none = CliRun.loggedIn(console);
        assertThat(none.run("query", "none", "select 1")).isEqualTo(1);
        assertThat(none.err()).contains("There is no connection named none.");
    }

    @Test
    void aStreamIsPrintedWhileItComes() {
        CountDownLatch firstRowSeen = new CountDownLatch(1);
        console.on(QUERY, e -> {
            try (OutputStream out = rows(e)) {
                write(out, "id\r\n1\r\n");
                if (firstRowSeen.await(30, TimeUnit.SECONDS)) {
                    write(out, "2\r\n");
                }
            }
        });
        StringBuffer seen = new StringBuffer();
        OutputStream shell = new OutputStream() {
            @Override
            public void write(int b) {
                if (seen.append((char) b).toString().endsWith("1\r\n")) {
                    firstRowSeen.countDown();
                }
            }
        };

        assertThat(CliRun.loggedIn(console).to(shell).run("query", "shop", "select 1", "--format", "csv"))
                .isZero();

        assertThat(seen).hasToString("id\r\n1\r\n2\r\n");
        assertThat(console.asked().getFirst().body()).doesNotContain("maxRows");
    }

    @Test
    void aReaderWhoHasHadEnoughEndsTheQuery() {
        CountDownLatch cancelled = new CountDownLatch(1);
        console.on(QUERY, e -> {
                    try (OutputStream out = rows(e)) {
                        write(out, "id\r\n1\r\n");
                        cancelled.await(30, TimeUnit.SECONDS);
                    }
                })
                .on("DELETE /queries/q7", e -> {
                    cancelled.countDown();
                    e.sendResponseHeaders(204, -1);
                });
        OutputStream closed = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }
        };

        assertThat(CliRun.loggedIn(console).to(closed).run("query", "shop", "select 1", "--format", "csv"))
                .isZero();

        assertThat(cancelled.getCount()).isZero();
    }

    @Test
    void aStreamThatBreaksOffIsAFailureWithItsReason() {
        console.on(QUERY, e -> {
            rows(e).write("id\r\n1\r\n".getBytes(StandardCharsets.UTF_8));
            e.getResponseBody().flush();
            throw new IOException("broken off without the last chunk");
        });
        CliRun plain = CliRun.loggedIn(console);
        CliRun known = CliRun.loggedIn(console);

        assertThat(plain.run("query", "shop", "select 1", "--format", "csv")).isEqualTo(3);
        console.json("GET /queries", "{\"items\":[{\"id\":\"q7\",\"error\":\"division by zero\"}]}");
        assertThat(known.run("query", "shop", "select 1", "--format", "csv")).isEqualTo(1);

        assertThat(plain.err()).contains("broke off before its end");
        assertThat(known.err()).contains("division by zero").contains("not complete");
    }

    @Test
    void anErrorShowsItsPlaceInTheStatement() {
        console.problem(
                QUERY, 422, "{\"detail\":\"relation nope does not exist\",\"sqlState\":\"42P01\",\"position\":14}");
        CliRun run = CliRun.loggedIn(console).input("select *\nfrom nope;\n");

        assertThat(run.run("query", "shop", "-")).isEqualTo(1);

        assertThat(run.err()).isEqualTo("""
                        line 2: from nope;
                                     ^
                        relation nope does not exist
                        """);
    }

    @Test
    void theLimitsAreSentInTheApisUnits() {
        console.json(QUERY, "{\"results\":[]}");

        assertThat(CliRun.loggedIn(console)
                        .input("select @x")
                        .run("query", "shop", "--max-rows", "7", "--timeout", "2m", "--json"))
                .isZero();
        assertThat(CliRun.loggedIn(console).run("query", "shop", "select 1", "--timeout", "soon"))
                .isEqualTo(2);
        assertThat(CliRun.loggedIn(console).run("query", "shop", "select 1", "--format", "xml"))
                .isEqualTo(2);
        assertThat(CliRun.loggedIn(console).interactive().run("query", "shop")).isEqualTo(2);

        assertThat(console.asked())
                .singleElement()
                .satisfies(asked -> assertThat(asked.body())
                        .contains("\"sql\":\"select @x\"", "\"maxRows\":7", "\"timeoutMs\":120000"));
    }

    @Test
    void endingTheProcessCancelsTheQueryOnTheServer() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch cancelled = new CountDownLatch(1);
        console.on(QUERY, e -> {
            console.on("DELETE /queries/" + idOf(console.asked().getLast().body()), c -> {
                c.sendResponseHeaders(204, -1);
                cancelled.countDown();
            });
            running.countDown();
            cancelled.await(30, TimeUnit.SECONDS);
            FakeConsole.send(e, 409, "application/problem+json", "{\"detail\":\"It was cancelled.\"}");
        });
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                AlacranCli.class.getName(),
                "query",
                "shop",
                "select pg_sleep(60)");
        builder.environment().put("ALACRAN_URL", console.url());
        builder.environment().put("ALACRAN_TOKEN", FakeConsole.TOKEN);
        Process process = builder.redirectErrorStream(true).start();
        try {
            assertThat(running.await(30, TimeUnit.SECONDS)).isTrue();
            // Not the process itself, which would close its output too.
            process.toHandle().destroy();

            assertThat(cancelled.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .contains("Cancelled.");
        } finally {
            process.destroyForcibly();
        }
    }

    private static String idOf(String body) {
        return body.replaceFirst(".*\"id\":\"([^\"]+)\".*", "$1");
    }
}

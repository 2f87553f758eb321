package io.alacran.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.delete;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import io.alacran.FreshConsoleTest;
import io.alacran.engine.internal.TestDrivers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A connection to a DuckDB file, from making it to working with it. */
@FreshConsoleTest
@Timeout(60)
class DuckDbApiTests {

    private static final String SHOP = "/api/v1/connections/shop";
    private static final String ENDLESS = "select count(*) from range(10000000000) a, range(10000000000) b";

    @Autowired
    MockMvc http;

    @Autowired
    JsonMapper json;

    @Value("${alacran.home}")
    Path home;

    @BeforeEach
    void aConnectionToAnEmptyFile() throws Exception {
        TestDrivers.duckDb(home);
        perform(delete(SHOP), Map.of());
        Path file = Files.createDirectories(home.resolve("duckdb")).resolve("shop.duckdb");
        Files.deleteIfExists(file);
        Files.createFile(file);
        assertThat(make("shop", false).getStatus()).isEqualTo(201);
    }

    @Test
    void theDoctorAndTheWorkbenchWork() throws Exception {
        JsonNode health = read(perform(post(SHOP + "/test"), Map.of()));
        assertThat(health.at("/healthy").asBoolean()).as(health.toString()).isTrue();

        query("create table item as select i as id, 'item ' || i as name from range(1000) r(i)");
        JsonNode page = read(query("select *, [id], {'a': id}, 1.50::decimal(5,2), timestamp '2026-01-02 03:04:05',"
                + " 170141183460469231731687303715884105727, uuid '00000000-0000-0000-0000-000000000001'"
                + " from item order by id"));
        assertThat(page.at("/results/0/rows/1")).isEqualTo(json.readTree("""
                        [1, "item 1", "[1]", "{'a': 1}", "1.50", "2026-01-02T03:04:05.0",
                         "170141183460469231731687303715884105727", "00000000-0000-0000-0000-000000000001"]
                        """));
        assertThat(page.at("/results/0/rowCount").asLong()).isEqualTo(1_000);
        assertThat(read(query("explain select * from item"))
                        .at("/results/0/rows/0/1")
                        .asString())
                .contains("SCAN");
    }

    @Test
    void aLongStatementIsCancelled() throws Exception {
        CompletableFuture<MockHttpServletResponse> running = CompletableFuture.supplyAsync(() -> {
            try {
                return perform(post(SHOP + "/query"), Map.of("sql", ENDLESS, "id", "long"));
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        while (!perform(get("/api/v1/queries"), Map.of()).getContentAsString().contains("\"state\":\"running\"")) {
            Thread.onSpinWait();
        }
        assertThat(perform(delete("/api/v1/queries/long"), Map.of()).getStatus())
                .isEqualTo(204);

        assertThat(running.get().getStatus()).isEqualTo(409);
        assertThat(read(query("select 1")).at("/results/0/rows/0/0").asInt()).isEqualTo(1);
    }

    @Test
    void twelveTabsAtOnceShareAPoolOfTen() throws Exception {
        query("create table n (i integer)");
        List<CompletableFuture<Integer>> tabs = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            String sql = "insert into n values (" + i + "); select count(*) from range(3000000) r(i) where i % 7 = 0";
            tabs.add(CompletableFuture.supplyAsync(() -> {
                try {
                    return query(sql).getStatus();
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            }));
        }
        assertThat(tabs).allSatisfy(tab -> assertThat(tab.join()).isEqualTo(200));
        assertThat(read(query("select count(*) from n"))
                        .at("/results/0/rows/0/0")
                        .asInt())
                .isEqualTo(12);
        assertThat(read(perform(get(SHOP + "/pool"), Map.of())).at("/total").asInt())
                .isBetween(1, 10);
    }

    @Test
    void readOnlyRefusesToWrite() throws Exception {
        query("create table n (i integer)");
        perform(delete(SHOP), Map.of());
        assertThat(make("shop", true).getStatus()).isEqualTo(201);

        assertThat(query("insert into n values (1)").getContentAsString()).contains("read-only");
        assertThat(read(query("select count(*) from n"))
                        .at("/results/0/rows/0/0")
                        .asInt())
                .isZero();
    }

    @Test
    void filesBesideItAreOutOfReach() throws Exception {
        for (String hostile : List.of(
                "select * from read_text('/etc/passwd')",
                "copy (select 1) to '" + home.resolve("duckdb/out.csv") + "'",
                "attach '" + home.resolve("duckdb/other.duckdb") + "' as other",
                "install httpfs")) {
            assertThat(query(hostile).getContentAsString()).as(hostile).contains("disabled by configuration");
        }
        assertThat(query("call enable_logging()").getContentAsString()).contains("concerns the console");
        assertThat(home.resolve("duckdb/out.csv")).doesNotExist();
        assertThat(home.resolve("duckdb/other.duckdb")).doesNotExist();
    }

    @Test
    void theFileLiesWhereDatabaseFilesMay() throws Exception {
        MockHttpServletResponse answer = perform(
                post("/api/v1/connections"), Map.of("name", "x", "client", "duckdb", "filename", "store.mv.db"));

        assertThat(answer.getStatus()).isEqualTo(400);
        assertThat(answer.getContentAsString()).contains("directories for database files");
    }

    private MockHttpServletResponse make(String name, boolean readOnly) throws Exception {
        return perform(
                post("/api/v1/connections"),
                Map.of("name", name, "client", "duckdb", "filename", "duckdb/shop.duckdb", "readOnly", readOnly));
    }

    private MockHttpServletResponse query(String sql) throws Exception {
        return perform(post(SHOP + "/query"), Map.of("sql", sql));
    }

    private JsonNode read(MockHttpServletResponse answer) throws Exception {
        assertThat(answer.getStatus()).as(answer.getContentAsString()).isEqualTo(200);
        return json.readTree(answer.getContentAsString());
    }

    private MockHttpServletResponse perform(MockHttpServletRequestBuilder request, Object body) throws Exception {
        return http.perform(request.with(user("ada"))
                        .contentType(MediaType.APPLICATION_JSON)
                        .accept(MediaType.APPLICATION_JSON)
                        .content(json.writeValueAsString(body)))
                .andReturn()
                .getResponse();
    }
}

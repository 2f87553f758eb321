package io.alacran.workbench.internal;

import io.alacran.connection.GroupDraft;
import io.alacran.connection.PoolDraft;
import io.alacran.connection.internal.TestConnections;
import io.alacran.connection.internal.TestServer;
import io.alacran.workbench.Query;
import io.alacran.workbench.QueryRequest;
import io.alacran.workbench.ReadProof;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a group costs: {@code select 1} through one and through the connection that answers it, on one server, and how long
 * it takes to prove that 10 kB of SQL only read. {@code ./alacran bench pool} runs it; its lines are as those of the pools.
 */
@Tag("bench")
class GroupBench {

    private static final int ROUNDS = Integer.getInteger("bench.rounds", 7);
    private static final long NANOS = Long.getLong("bench.millis", 2_000) * 1_000_000;
    /** Short turns, many of them: both see the same moments of a machine that others use as well. */
    private static final int TURNS = 10;

    private static final int LENGTH = 10_000;
    private static final int TEXTS = 2_000;

    @TempDir
    Path home;

    @Test
    void measures() throws Exception {
        Path results = Path.of(System.getProperty("bench.results", "target/pool-bench.tsv"))
                .resolveSibling("group-bench.tsv");
        Files.createDirectories(results.toAbsolutePath().getParent());
        try (TestServer server = TestServer.postgres();
                TestConnections test = TestConnections.withServer(home, "main", "postgres", server);
                PrintWriter out = new PrintWriter(Files.newBufferedWriter(results, StandardCharsets.UTF_8))) {
            var at = server.address();
            test.connections.create(TestConnections.server(
                    "shop",
                    "postgres",
                    at.host(),
                    at.port(),
                    TestServer.LOGIN.databaseName(),
                    TestServer.LOGIN.username(),
                    TestServer.LOGIN.password()));
            test.connections.configurePool("shop", PoolDraft.sizes(1, 10));
            test.groups.create(new GroupDraft(
                    "group",
                    null,
                    null,
                    "main",
                    List.of(new GroupDraft.Replica("shop", 1)),
                    "round-robin",
                    null,
                    null,
                    null));
            TestWorkbench workbench = new TestWorkbench(home, test, Long.MAX_VALUE);
            QueryRequest plain = workbench.request("shop", "select 1");
            QueryRequest group = new QueryRequest(null, "group", plain.statements(), List.of(), 0, 0, "bench");
            for (int round = 0; round <= ROUNDS; round++) {
                double[] ofPlain = new double[TURNS];
                double[] ofGroup = new double[TURNS];
                for (int turn = 0; turn < TURNS; turn++) {
                    if ((round + turn) % 2 == 0) {
                        ofPlain[turn] = nanosPerRun(workbench, plain);
                    }
                    ofGroup[turn] = nanosPerRun(workbench, group);
                    if ((round + turn) % 2 != 0) {
                        ofPlain[turn] = nanosPerRun(workbench, plain);
                    }
                }
                out.printf(Locale.ROOT, "%d\tquery\tplain\t%.1f%n", round, median(ofPlain));
                out.printf(Locale.ROOT, "%d\tquery\tgroup\t%.1f%n", round, median(ofGroup));
            }
            classify(out);
        }
    }

    private static double nanosPerRun(TestWorkbench workbench, QueryRequest request) {
        long start = System.nanoTime();
        int runs = 0;
        while (System.nanoTime() - start < NANOS / TURNS) {
            try (Query query = workbench.queries.run(request)) {
                if (query.state() != Query.State.SUCCEEDED) {
                    throw new IllegalStateException(query.error().orElseThrow().message());
                }
            }
            runs++;
        }
        return (double) (System.nanoTime() - start) / runs;
    }

    private static double median(double[] each) {
        Arrays.sort(each);
        return (each[(TURNS - 1) / 2] + each[TURNS / 2]) / 2;
    }

    /** Texts that nobody saw before, and the same again. */
    private static void classify(PrintWriter out) {
        String[] texts = new String[TEXTS];
        for (int i = 0; i < TEXTS; i++) {
            texts[i] = statement(i);
            ReadProof.doubt(statement(-i - 1), "postgres");
        }
        ReadProofs proofs = new ReadProofs();
        for (String path : List.of("first", "again")) {
            double[] took = new double[TEXTS];
            for (int i = 0; i < TEXTS; i++) {
                long start = System.nanoTime();
                boolean doubtful = proofs.doubt(texts[i], "postgres").isPresent();
                took[i] = (System.nanoTime() - start) / 1e6;
                if (doubtful) {
                    throw new IllegalStateException("it only reads: " + texts[i]);
                }
            }
            Arrays.sort(took);
            out.printf(Locale.ROOT, "0\tclassify-p50\t%s\t%.4f%n", path, took[TEXTS / 2]);
            out.printf(Locale.ROOT, "0\tclassify-p95\t%s\t%.4f%n", path, took[TEXTS * 95 / 100]);
        }
    }

    private static String statement(int number) {
        StringBuilder sql = new StringBuilder(
                "select o.id, o.\"total\", 'n''" + number + "' as label /* orders */ from orders o where o.id in (");
        while (sql.length() < LENGTH - 200) {
            sql.append(Objects.hash(number, sql.length()))
                    .append(", coalesce(round(o.weight * 1.5), ")
                    .append(number)
                    .append("), 'it''s', ");
        }
        return sql.append("0) and exists (select 1 from item i where i.order_id = o.id) order by o.id limit 10")
                .toString();
    }
}

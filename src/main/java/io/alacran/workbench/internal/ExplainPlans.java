package io.alacran.workbench.internal;

import io.alacran.connection.ConnectionPools;
import io.alacran.connection.Lease;
import io.alacran.engine.Dialect;
import io.alacran.problem.ProblemException;
import io.alacran.problem.ProblemException.Kind;
import io.alacran.workbench.StatementPlans;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Plans by {@code EXPLAIN}, never {@code ANALYZE}, laid out as text. */
@Component
class ExplainPlans implements StatementPlans {

    private static final int MOST_SECONDS = 10;
    private static final int MOST_ROWS = 1_000;
    private static final int MOST_CHARACTERS = 50_000;

    private final ConnectionPools pools;

    ExplainPlans(ConnectionPools pools) {
        this.pools = pools;
    }

    @Override
    public String take(String connection, String sql, List<@Nullable Object> parameters) {
        try (Lease lease = pools.spare(connection)) {
            return take(lease, sql, parameters);
        }
    }

    @Override
    public Optional<String> takeIfIdle(String connection, String sql, List<@Nullable Object> parameters) {
        Optional<Lease> idle = pools.idle(connection);
        if (idle.isEmpty()) {
            return Optional.empty();
        }
        try (Lease lease = idle.get()) {
            return Optional.of(take(lease, sql, parameters));
        }
    }

    private static String take(Lease lease, String sql, List<@Nullable Object> parameters) {
        Dialect dialect = lease.dialect();
        String asked = dialect.explain(sql)
                .orElseThrow(() -> new ProblemException(
                        Kind.REFUSED,
                        dialect.title() + " has no statement that shows a plan without more ado.",
                        "Look at the plan with the tools of " + dialect.title() + "."));
        Optional<String> refusal = dialect.refusal(asked);
        if (refusal.isPresent()) {
            throw new ProblemException(Kind.REFUSED, refusal.get());
        }
        try {
            return parameters.isEmpty() && !dialect.onlyPrepares()
                    ? plain(lease, asked)
                    : prepared(lease, asked, parameters);
        } catch (SQLException e) {
            throw new ProblemException(
                    Kind.REFUSED,
                    dialect.title() + " gave no plan: " + dialect.message(e),
                    "See whether the statement needs what its script made before, such as a temporary table.",
                    e);
        } catch (RuntimeException e) {
            // A driver that fails by itself may have stopped in the middle of an answer
            lease.discard();
            throw e;
        }
    }

    private static String plain(Lease lease, String asked) throws SQLException {
        try (Statement statement = lease.connection().createStatement()) {
            statement.setEscapeProcessing(false);
            statement.setQueryTimeout(MOST_SECONDS);
            try (ResultSet rows = statement.executeQuery(asked)) {
                return text(rows);
            }
        }
    }

    private static String prepared(Lease lease, String asked, List<@Nullable Object> parameters) throws SQLException {
        try (PreparedStatement statement = lease.connection().prepareStatement(asked)) {
            statement.setQueryTimeout(MOST_SECONDS);
            Parameters.bind(statement, parameters, lease.dialect().client());
            try (ResultSet rows = statement.executeQuery()) {
                return text(rows);
            }
        }
    }

    private static String text(ResultSet rows) throws SQLException {
        List<List<String>> all = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
            names.add(rows.getMetaData().getColumnLabel(i));
        }
        while (rows.next() && all.size() < MOST_ROWS) {
            List<String> row = new ArrayList<>();
            for (int i = 1; i <= names.size(); i++) {
                String cell = rows.getString(i);
                row.add(cell == null ? "" : cell.replace('\0', ' '));
            }
            all.add(row);
        }
        String text = names.size() == 1 ? lines(all) : names.equals(SQLITE) ? tree(all) : table(names, all);
        return text.length() > MOST_CHARACTERS ? text.substring(0, MOST_CHARACTERS - 1) + "…" : text;
    }

    private static String lines(List<List<String>> rows) {
        return String.join("\n", rows.stream().map(List::getFirst).toList());
    }

    private static final List<String> SQLITE = List.of("id", "parent", "notused", "detail");

    /** As SQLite's own shell shows it: each step below the one that it is part of. */
    private static String tree(List<List<String>> rows) {
        Map<String, Integer> depths = new HashMap<>();
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            int depth = depths.getOrDefault(row.get(1), -1) + 1;
            depths.put(row.get(0), depth);
            lines.add("  ".repeat(depth) + row.get(3));
        }
        return String.join("\n", lines);
    }

    private static String table(List<String> names, List<List<String>> rows) {
        List<List<String>> all = new ArrayList<>();
        all.add(names);
        all.addAll(rows);
        int[] widths = new int[names.size()];
        for (List<String> row : all) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        List<String> lines = new ArrayList<>();
        for (List<String> row : all) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 2));
            }
            lines.add(line.toString().stripTrailing());
        }
        return String.join("\n", lines);
    }
}

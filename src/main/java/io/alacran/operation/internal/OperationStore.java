package io.alacran.operation.internal;

import io.alacran.operation.Operation;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

@Component
class OperationStore {

    private static final TypeReference<List<Operation.Step>> STEPS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JsonMapper json;

    OperationStore(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    void insert(Operation o) {
        jdbc.sql("""
                        insert into operation (id, kind, target, state, steps, started_by, started_at)
                        values (?, ?, ?, ?, ?, ?, ?)""")
                .params(
                        o.id(),
                        o.kind(),
                        o.target(),
                        o.state().name(),
                        steps(o),
                        o.startedBy(),
                        o.startedAt().atOffset(ZoneOffset.UTC))
                .update();
    }

    void update(Operation o) {
        jdbc.sql("update operation set state = ?, steps = ?, outcome = ?, remedy = ?, ended_at = ? where id = ?")
                .params(java.util.Arrays.asList(
                        o.state().name(), steps(o), o.outcome(), o.remedy(), time(o.endedAt()), o.id()))
                .update();
    }

    Optional<Operation> find(String id) {
        return jdbc.sql("select * from operation where id = ?")
                .param(id)
                .query(this::row)
                .optional();
    }

    List<Operation> recent(int limit) {
        return jdbc.sql("select * from operation order by started_at desc, id limit ?")
                .param(limit)
                .query(this::row)
                .list();
    }

    List<Operation> notEnded() {
        return jdbc.sql("select * from operation where ended_at is null order by started_at")
                .query(this::row)
                .list();
    }

    private Operation row(ResultSet r, int number) throws SQLException {
        List<Operation.Step> steps = json.readValue(r.getString("steps"), STEPS);
        Operation.State state = Operation.State.valueOf(r.getString("state").toUpperCase(Locale.ROOT));
        return new Operation(
                r.getString("id"),
                r.getString("kind"),
                r.getString("target"),
                state,
                LiveOperation.progress(state, steps),
                steps,
                r.getString("outcome"),
                r.getString("remedy"),
                r.getString("started_by"),
                java.util.Objects.requireNonNull(instant(r, "started_at")),
                instant(r, "ended_at"));
    }

    /** The parts of a step are only of interest while it runs. */
    private String steps(Operation o) {
        return json.writeValueAsString(o.steps().stream()
                .map(s -> new Operation.Step(
                        s.name(), s.state(), s.progress(), s.startedAt(), s.endedAt(), s.message(), List.of()))
                .toList());
    }

    private static @Nullable OffsetDateTime time(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    private static @Nullable Instant instant(ResultSet r, String column) throws SQLException {
        OffsetDateTime time = r.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}

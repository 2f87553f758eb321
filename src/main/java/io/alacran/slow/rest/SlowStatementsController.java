package io.alacran.slow.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.alacran.connection.Connections;
import io.alacran.slow.SlowStatement;
import io.alacran.slow.SlowStatements;
import io.alacran.slow.SlowStretch;
import io.alacran.slow.SlowTimes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** A connection's slow statements. */
@RestController
@RequestMapping("/api/v1/connections/{name}/slow-statements")
class SlowStatementsController {

    private final SlowStatements slow;
    private final Connections connections;

    SlowStatementsController(SlowStatements slow, Connections connections) {
        this.slow = slow;
        this.connections = connections;
    }

    /**
     * @param next always null: all come at once
     * @param thresholdMs from when on a statement is slow; 0 for never
     * @param most how many texts are kept; a new one then takes the place of the one that was slow longest ago
     */
    record Page(
            List<Body> items,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable
            String next,

            long thresholdMs,
            int most) {}

    /**
     * @param id opaque
     * @param sql without its values
     * @param history by the hour; only of a single one
     */
    record Body(
            String id,
            String sql,
            long count,
            long totalMs,
            long p50Ms,
            long p95Ms,
            long maxMs,
            Instant lastSeenAt,
            String lastUser,
            @Nullable PlanBody plan,
            @Nullable List<HourBody> history) {

        static Body of(SlowStatement s, @Nullable List<HourBody> history) {
            SlowTimes t = s.times();
            return new Body(
                    s.id(),
                    s.sql(),
                    t.count(),
                    t.totalMs(),
                    t.p50Ms(),
                    t.p95Ms(),
                    t.maxMs(),
                    s.lastSeen(),
                    s.lastUser(),
                    s.plan() == null ? null : PlanBody.of(s.plan()),
                    history);
        }
    }

    /** @param problem why the last attempt gave none; the text is then an older one, if there is any */
    record PlanBody(@Nullable String text, @Nullable String problem, Instant takenAt) {

        static PlanBody of(SlowStatement.Plan plan) {
            return new PlanBody(plan.text(), plan.problem(), plan.takenAt());
        }
    }

    record HourBody(Instant from, long count, long totalMs, long p50Ms, long p95Ms, long maxMs) {

        static HourBody of(SlowStretch s) {
            SlowTimes t = s.times();
            return new HourBody(s.from(), t.count(), t.totalMs(), t.p50Ms(), t.p95Ms(), t.maxMs());
        }
    }

    /** @param since 30 days ago unless given; whole hours are counted */
    @GetMapping
    Page list(@PathVariable String name, @RequestParam @Nullable Instant since) {
        return new Page(
                slow.list(name, from(since)).stream().map(s -> Body.of(s, null)).toList(),
                null,
                connections.get(name).slow().thresholdMillis(),
                SlowStatements.MOST);
    }

    @GetMapping("/{id}")
    Body one(@PathVariable String name, @PathVariable String id, @RequestParam @Nullable Instant since) {
        return Body.of(
                slow.get(name, id, from(since)),
                slow.history(name, id, from(since), Duration.ofHours(1)).stream()
                        .map(HourBody::of)
                        .toList());
    }

    /** By EXPLAIN, with the values of its last slow run; it is not run. */
    @PostMapping("/{id}/plan")
    PlanBody plan(@PathVariable String name, @PathVariable String id) {
        return PlanBody.of(slow.takePlan(name, id));
    }

    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void forgetAll(@PathVariable String name) {
        slow.forgetAll(name);
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void forget(@PathVariable String name, @PathVariable String id) {
        slow.forget(name, id);
    }

    private static Instant from(@Nullable Instant since) {
        return Objects.requireNonNullElse(since, Instant.EPOCH);
    }
}

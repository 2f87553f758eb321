package io.alacran.slow.internal;

import io.alacran.problem.ProblemException;
import io.alacran.problem.ProblemException.Kind;
import io.alacran.slow.SlowStatement.Plan;
import io.alacran.workbench.RanStatement;
import io.alacran.workbench.StatementPlans;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Looks up plans of slow statements: one at a time by itself, and when somebody asks. */
@Component
class SlowPlans {

    private static final Pattern VALUES = Pattern.compile(
            "'(?:[^']|'')*'|: \"(?:[^\"\\n]|\"\")*\"|(?<=[<>=~(,] )-?\\d[\\w.+]*|(?<=[<>~(,])-?\\d[\\w.+]*(?=\\s*(?:[,)]|and\\b|or\\b|AND\\b|OR\\b))");

    private static final Logger log = LoggerFactory.getLogger(SlowPlans.class);
    private static final Duration NOT_AGAIN_FOR = Duration.ofHours(1);
    private static final int MOST_WAITING = 50;

    private final SlowStore store;
    private final StatementPlans plans;
    /** A thread of the system's, since some drivers work in native code. */
    private final ThreadPoolExecutor taking = new ThreadPoolExecutor(
            1,
            1,
            10,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MOST_WAITING),
            Thread.ofPlatform().daemon().name("slow-plans").factory());

    SlowPlans(SlowStore store, StatementPlans plans) {
        this.store = store;
        this.plans = plans;
        taking.allowCoreThreadTimeOut(true);
    }

    /** Looks one up in the background, unless that was done within the hour, or too many wait already. */
    void takeLater(String id, RanStatement run, Runnable taken) {
        try {
            taking.execute(() -> {
                try {
                    if (takeIfDue(id, run)) {
                        taken.run();
                    }
                } catch (RuntimeException e) {
                    log.warn(
                            "{} - the plan of a slow statement could not be kept",
                            run.connection().reference(),
                            e);
                }
            });
        } catch (RejectedExecutionException e) {
            log.debug(
                    "{} - too many plans are asked for, leaving one out",
                    run.connection().reference());
        }
    }

    private boolean takeIfDue(String id, RanStatement run) {
        String connection = run.connection().id();
        Optional<Instant> before = store.plannedAt(connection, id);
        if (before.isPresent() && before.get().isAfter(Instant.now().minus(NOT_AGAIN_FOR))) {
            return false;
        }
        Optional<String> whyNot = Readings.whyNot(run.sql(), run.connection().client());
        if (whyNot.isPresent()) {
            // Said when somebody asks
            return false;
        }
        try {
            Optional<String> text = plans.takeIfIdle(run.connection().reference(), run.sql(), run.parameters());
            text.ifPresent(t -> store.keep(connection, id, plan(t)));
            return text.isPresent();
        } catch (ProblemException e) {
            store.keep(connection, id, refused(e));
            return true;
        }
    }

    /** Looks it up now; what came of it is kept. */
    Plan take(String id, RanStatement run) {
        Readings.whyNot(run.sql(), run.connection().client()).ifPresent(why -> {
            throw new ProblemException(Kind.REFUSED, why);
        });
        String connection = run.connection().id();
        try {
            Plan plan = plan(plans.take(run.connection().reference(), run.sql(), run.parameters()));
            store.keep(connection, id, plan);
            return plan;
        } catch (ProblemException e) {
            store.keep(connection, id, refused(e));
            throw e;
        }
    }

    private static Plan plan(String text) {
        return new Plan(withoutValues(text), null, now());
    }

    private static Plan refused(ProblemException e) {
        return new Plan(null, withoutValues(String.valueOf(e.getMessage())), now());
    }

    /** What stands in quotes and what is compared with is left out; costs, rows and times stay. */
    static String withoutValues(String text) {
        return VALUES.matcher(text).replaceAll("?");
    }

    /** As exact as any store keeps it. */
    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }

    @PreDestroy
    void stop() {
        taking.shutdown();
    }
}

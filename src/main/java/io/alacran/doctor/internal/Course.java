package io.alacran.doctor.internal;

import io.alacran.connection.Diagnosis;
import io.alacran.connection.Diagnosis.Result;
import io.alacran.problem.ProblemException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** How an examination runs: one look after the other, each with a bound, and none after the first that finds the cause. */
final class Course {

    /** The most that one look may take; each bounds what it does more narrowly. */
    static final Duration BOUND = Duration.ofSeconds(15);

    private Course() {}

    /**
     * One look.
     *
     * @param id as {@link Check#id}
     * @param title as {@link Check#title}
     * @param look what it throws counts as failed too
     */
    record Step(String id, String title, Callable<Finding> look) {}

    /**
     * Looks at all until the first that fails.
     *
     * @param masked takes passwords out of what somebody else said
     * @param ended gets each as it ends
     */
    static Diagnosis run(List<Step> steps, UnaryOperator<String> masked, Consumer<Diagnosis.Check> ended) {
        List<Diagnosis.Check> found = new ArrayList<>();
        boolean healthy = true;
        for (Step step : steps) {
            Diagnosis.Check result = healthy
                    ? timed(step, masked)
                    : new Diagnosis.Check(
                            step.id(), step.title(), Result.SKIPPED, 0, "an earlier check failed", null, null);
            healthy = healthy && result.result() != Result.FAIL;
            found.add(result);
            ended.accept(result);
        }
        return new Diagnosis(healthy, List.copyOf(found));
    }

    private static Diagnosis.Check timed(Step step, UnaryOperator<String> masked) {
        long start = System.nanoTime();
        Finding finding = bounded(step, masked);
        long took = Duration.ofNanos(System.nanoTime() - start).toMillis();
        return switch (finding) {
            case Finding.Pass(String what) ->
                new Diagnosis.Check(step.id(), step.title(), Result.PASS, took, what, null, null);
            case Finding.Fail(String what, String remedy, String key) ->
                new Diagnosis.Check(step.id(), step.title(), Result.FAIL, took, what, remedy, key);
            case Finding.Skip(String why) ->
                new Diagnosis.Check(step.id(), step.title(), Result.SKIPPED, took, why, null, null);
        };
    }

    private static Finding bounded(Step step, UnaryOperator<String> masked) {
        FutureTask<Finding> looking = new FutureTask<>(step.look());
        Thread.ofVirtual().name("doctor-" + step.id()).start(looking);
        try {
            return looking.get(BOUND.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            looking.cancel(true);
            return Finding.fail(
                    "This check did not end within " + BOUND.toSeconds() + " s.",
                    "Something accepts connections and then hangs: look at the server's log and load.");
        } catch (ExecutionException e) {
            return failed(e.getCause() == null ? e : e.getCause(), masked);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            looking.cancel(true);
            return Finding.fail("The examination was broken off.", "Start it again.");
        }
    }

    private static Finding failed(Throwable e, UnaryOperator<String> masked) {
        String found = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        String remedy = e instanceof ProblemException p ? p.remedy() : null;
        return Finding.fail(
                masked.apply(found), remedy == null ? "Look at the server's log, and at the console's." : remedy);
    }
}

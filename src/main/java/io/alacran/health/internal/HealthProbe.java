package io.alacran.health.internal;

import io.alacran.connection.Destinations;
import io.alacran.connection.HealthSettings;
import io.alacran.connection.NamedConnection;
import io.alacran.engine.Dialect;
import io.alacran.engine.Endpoint;
import io.alacran.engine.Greeting;
import io.alacran.problem.ProblemException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * One check: a short session of its own, so that no pool has a session less, with one question on it. Every step has a
 * bound of its own, so that a server that hangs holds no thread for long.
 */
@Component
class HealthProbe {

    private final Destinations destinations;

    HealthProbe(Destinations destinations) {
        this.destinations = destinations;
    }

    /** What is wrong; empty when it answers. */
    Optional<String> ask(NamedConnection connection, HealthSettings settings) {
        Duration patience = Duration.ofMillis(settings.timeoutMillis());
        try (Destinations.Reach reach = destinations.reach(connection, patience)) {
            Dialect dialect = destinations.dialect(connection);
            Endpoint endpoint = reach.endpoint();
            Optional<String> silent = silent(dialect, endpoint, patience);
            Optional<String> wrong = silent.isPresent() ? silent : ask(dialect, endpoint, settings);
            return wrong.map(found -> reach.refusal().orElse(found));
        } catch (ProblemException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /**
     * pgjdbc leaves a thread waiting on a server that takes connections and then hangs, so such a one is not even asked
     * for a session.
     */
    private static Optional<String> silent(Dialect dialect, Endpoint endpoint, Duration patience) {
        if (!dialect.client().equals("postgres")) {
            return Optional.empty();
        }
        Greeting greeting = Greeting.hear(endpoint.dialHost(), endpoint.dialPort(), dialect.client(), patience);
        return greeting.suits(dialect.client()) ? Optional.empty() : Optional.of(greeting.said());
    }

    private static Optional<String> ask(Dialect dialect, Endpoint endpoint, HealthSettings settings) {
        try (Connection session = dialect.open(endpoint)) {
            int millis = Math.toIntExact(settings.timeoutMillis());
            if (!dialect.fileBased()) {
                session.setNetworkTimeout(Thread::startVirtualThread, millis);
            }
            int seconds = Math.max(1, millis / 1_000);
            if (settings.query() == null) {
                return session.isValid(seconds) ? Optional.empty() : Optional.of("it did not answer");
            }
            Optional<String> refusal = dialect.refusal(settings.query());
            if (refusal.isPresent()) {
                return refusal;
            }
            // What a question does is undone, as far as the server can; ClickHouse cannot.
            boolean undone = session.getMetaData().supportsTransactions();
            if (undone) {
                session.setAutoCommit(false);
            }
            try (PreparedStatement statement = session.prepareStatement(settings.query())) {
                statement.setQueryTimeout(seconds);
                statement.execute();
                return Optional.empty();
            } finally {
                if (undone) {
                    session.rollback();
                }
            }
        } catch (SQLException e) {
            String said = dialect.message(e);
            return Optional.of(endpoint.password().isEmpty() ? said : said.replace(endpoint.password(), "•••"));
        }
    }
}

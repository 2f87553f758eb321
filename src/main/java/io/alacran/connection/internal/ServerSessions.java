package io.alacran.connection.internal;

import io.alacran.connection.ConnectionPools;
import io.alacran.connection.Lease;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * How many sessions each server allows at once. A server is asked only over a pool that is open anyway, in the background,
 * and seldom: nobody waits for the answer, and no database is woken for it.
 */
@Component
class ServerSessions {

    private static final Logger log = LoggerFactory.getLogger(ServerSessions.class);
    private static final Duration FRESH = Duration.ofMinutes(10);
    private static final Map<String, String> QUESTIONS = Map.of(
            "postgres",
            "select current_setting('max_connections')::int"
                    + " - current_setting('superuser_reserved_connections')::int",
            "mariadb",
            "select @@global.max_connections",
            "mysql",
            "select @@global.max_connections");

    private final ConnectionPools pools;
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();

    ServerSessions(ConnectionPools pools) {
        this.pools = pools;
    }

    private record Answer(OptionalInt most, Instant asked) {}

    /** What is known so far; empty while it is not. */
    OptionalInt of(String server, String client, String connectionName) {
        String question = QUESTIONS.get(client);
        if (server.isEmpty() || question == null) {
            return OptionalInt.empty();
        }
        Answer known = answers.getOrDefault(server, new Answer(OptionalInt.empty(), Instant.MIN));
        boolean old = known.asked().isBefore(Instant.now().minus(FRESH));
        if (old && pools.stats(connectionName).filter(s -> s.idle() > 0).isPresent()) {
            answers.put(server, new Answer(known.most(), Instant.now()));
            Thread.ofVirtual()
                    .name("server-sessions")
                    .start(() -> answers.put(server, new Answer(ask(question, connectionName), Instant.now())));
        }
        return known.most();
    }

    private OptionalInt ask(String question, String connectionName) {
        try (Lease lease = pools.spare(connectionName);
                Statement statement = lease.connection().createStatement();
                ResultSet row = statement.executeQuery(question)) {
            return row.next() ? OptionalInt.of(row.getInt(1)) : OptionalInt.empty();
        } catch (Exception e) {
            log.debug("{} - was not told how many sessions its server allows", connectionName, e);
            return OptionalInt.empty();
        }
    }
}

package io.alacran.connection.internal;

import io.alacran.connection.ConnectionGroup;
import io.alacran.connection.ConnectionGroup.Balance;
import io.alacran.connection.ConnectionGroup.Fallback;
import io.alacran.connection.ConnectionGroup.Replica;
import io.alacran.connection.ConnectionReference;
import io.alacran.connection.Environments;
import io.alacran.connection.GroupDraft;
import io.alacran.connection.NamedConnection;
import io.alacran.engine.Dialect;
import io.alacran.engine.Dialects;
import io.alacran.problem.FieldError;
import io.alacran.problem.InvalidInputException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads what a person asked of a group, and names every bad field at once. */
@Component
class GroupForm {

    private static final long DAY = 86_400_000;
    private static final int MOST_REPLICAS = 50;

    private final ConnectionStore connections;
    private final ConnectionNames names;
    private final OwnEnvironment own;
    private final Dialects dialects;

    GroupForm(ConnectionStore connections, ConnectionNames names, OwnEnvironment own, Dialects dialects) {
        this.connections = connections;
        this.names = names;
        this.own = own;
        this.dialects = dialects;
    }

    /** Which connection a name means that is said in an environment; also one of another, so that it can be said where. */
    private interface Lookup extends BiFunction<String, String, Optional<NamedConnection>> {}

    /** @param present what is changed; null for a new one */
    ConnectionGroup read(GroupDraft draft, @Nullable ConnectionGroup present) {
        return read(draft, present, this::stored);
    }

    /** Likewise, if there were these connections instead of those that are stored. */
    ConnectionGroup read(GroupDraft draft, @Nullable ConnectionGroup present, List<NamedConnection> others) {
        return read(draft, present, (name, environment) -> among(others, name, environment));
    }

    private ConnectionGroup read(GroupDraft draft, @Nullable ConnectionGroup present, Lookup lookup) {
        List<FieldError> errors = new ArrayList<>();
        String name = Objects.requireNonNullElse(draft.name(), present == null ? "" : present.name());
        ConnectionForm.checkName(name, errors);
        ConnectionForm.checkLength("description", draft.description(), 1_000, errors);
        String environment = environment(draft, present);
        if (!Environments.isWord(environment)) {
            errors.add(new FieldError("environment", "'" + environment + "' is not " + Environments.RULE));
        }
        Optional<NamedConnection> primary = primary(draft, environment, lookup, errors);
        primary.filter(c -> !c.environment().equals(environment))
                .ifPresent(c -> errors.add(new FieldError("primary", elsewhere(c, environment))));
        List<Replica> replicas = replicas(draft, environment, primary, lookup, errors);
        Balance balance = balance(draft.balance(), errors);
        checkMillis("maxLagMs", draft.maxLagMs(), errors);
        checkMillis("stickyMs", draft.stickyMs(), errors);
        List<Fallback> fallback = fallback(draft.fallback(), errors);
        if (!errors.isEmpty()) {
            throw new InvalidInputException(errors);
        }
        return new ConnectionGroup(
                present == null ? UUID.randomUUID().toString() : present.id(),
                name,
                environment,
                draft.description(),
                primary.orElseThrow().client(),
                primary.orElseThrow().name(),
                replicas,
                balance,
                draft.maxLagMs(),
                Objects.requireNonNullElse(draft.stickyMs(), ConnectionGroup.STICKY_MS),
                fallback,
                present == null ? Instant.now().truncatedTo(ChronoUnit.MICROS) : present.createdAt());
    }

    private Optional<NamedConnection> primary(
            GroupDraft draft, String environment, Lookup lookup, List<FieldError> errors) {
        String asked = draft.primary();
        if (asked == null || asked.isBlank()) {
            errors.add(new FieldError("primary", "is needed: the connection that writes go to"));
            return Optional.empty();
        }
        Optional<NamedConnection> found = lookup.apply(asked, environment);
        if (found.isEmpty()) {
            errors.add(new FieldError("primary", unknown(asked)));
        }
        found.filter(c -> dialects.of(c.client()).flatMap(Dialect::replication).isEmpty())
                .ifPresent(c -> errors.add(new FieldError(
                        "primary",
                        "'" + asked + "' is for " + c.client() + ", which has no transactions that only read; groups"
                                + " are for postgres, mysql and mariadb")));
        return found;
    }

    private String environment(GroupDraft draft, @Nullable ConnectionGroup present) {
        if (draft.environment() != null) {
            return draft.environment();
        }
        return present != null
                ? present.environment()
                : Optional.ofNullable(draft.primary())
                        .flatMap(names::find)
                        .map(NamedConnection::environment)
                        .orElseGet(own::word);
    }

    private Optional<NamedConnection> stored(String name, String environment) {
        return connections.find(name + "@" + environment).or(() -> names.find(name, environment));
    }

    private static Optional<NamedConnection> among(List<NamedConnection> all, String name, String environment) {
        ConnectionReference wanted =
                ConnectionReference.of(name).orElseGet(() -> new ConnectionReference(name, environment));
        return all.stream()
                .filter(c -> c.name().equals(wanted.name()) && c.environment().equals(wanted.environment()))
                .findFirst()
                .or(() -> all.stream().filter(c -> c.name().equals(name)).findFirst());
    }

    private List<Replica> replicas(
            GroupDraft draft,
            String environment,
            Optional<NamedConnection> primary,
            Lookup lookup,
            List<FieldError> errors) {
        List<GroupDraft.Replica> asked = Objects.requireNonNullElse(draft.replicas(), List.of());
        if (asked.isEmpty() || asked.size() > MOST_REPLICAS) {
            errors.add(new FieldError("replicas", "are " + asked.size() + ", 1 to " + MOST_REPLICAS + " are possible"));
        }
        List<Replica> replicas = new ArrayList<>();
        Set<String> before = new HashSet<>();
        for (int i = 0; i < asked.size() && i < MOST_REPLICAS; i++) {
            String field = "replicas[" + i + "].";
            String name = Objects.requireNonNullElse(asked.get(i).connection(), "");
            int weight = Objects.requireNonNullElse(asked.get(i).weight(), 1);
            refusal(name, environment, primary, lookup, before)
                    .ifPresent(why -> errors.add(new FieldError(field + "connection", why)));
            if (weight < 1 || weight > Replica.MOST_WEIGHT) {
                errors.add(new FieldError(field + "weight", weight + " is not 1 to " + Replica.MOST_WEIGHT));
            }
            before.add(ConnectionReference.nameOf(name));
            replicas.add(new Replica(ConnectionReference.nameOf(name), weight));
        }
        return replicas;
    }

    private static Optional<String> refusal(
            String name, String environment, Optional<NamedConnection> primary, Lookup lookup, Set<String> before) {
        if (name.isBlank()) {
            return Optional.of("is needed: a connection that is read from");
        }
        Optional<NamedConnection> found = lookup.apply(name, environment);
        if (found.isEmpty()) {
            return Optional.of(unknown(name));
        }
        NamedConnection replica = found.get();
        if (!replica.environment().equals(environment)) {
            return Optional.of(elsewhere(replica, environment));
        }
        if (primary.filter(p -> p.id().equals(replica.id())).isPresent()) {
            return Optional.of("'" + name + "' is the primary");
        }
        if (primary.filter(p -> !p.client().equals(replica.client())).isPresent()) {
            return Optional.of("'" + name + "' is for " + replica.client() + ", the primary is for "
                    + primary.get().client());
        }
        return before.contains(replica.name()) ? Optional.of("'" + name + "' is there twice") : Optional.empty();
    }

    private static Balance balance(@Nullable String word, List<FieldError> errors) {
        for (Balance balance : Balance.values()) {
            if (word == null || balance.word().equals(word)) {
                return balance;
            }
        }
        errors.add(new FieldError(
                "balance",
                "'" + word + "' is not one of "
                        + Arrays.stream(Balance.values()).map(Balance::word).collect(Collectors.joining(", "))));
        return Balance.ROUND_ROBIN;
    }

    private static void checkMillis(String field, @Nullable Long millis, List<FieldError> errors) {
        if (millis != null && (millis < 0 || millis > DAY)) {
            errors.add(new FieldError(field, millis + " is not 0 to " + DAY));
        }
    }

    private static List<Fallback> fallback(@Nullable List<String> words, List<FieldError> errors) {
        if (words == null) {
            return List.of(Fallback.PRIMARY);
        }
        List<Fallback> order = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            String word = String.valueOf(words.get(i));
            Optional<Fallback> known = Arrays.stream(Fallback.values())
                    .filter(f -> f.word().equals(word))
                    .findFirst();
            if (known.isEmpty()) {
                errors.add(new FieldError("fallback[" + i + "]", "'" + word + "' is neither replicas nor primary"));
            } else if (order.contains(known.get())) {
                errors.add(new FieldError("fallback[" + i + "]", "'" + word + "' is there twice"));
            } else {
                order.add(known.get());
            }
        }
        return order;
    }

    private static String unknown(String name) {
        return "there is no connection named '" + name + "'";
    }

    private static String elsewhere(NamedConnection connection, String environment) {
        return "'" + connection.name() + "' is of " + connection.environment() + ", the group of " + environment;
    }
}

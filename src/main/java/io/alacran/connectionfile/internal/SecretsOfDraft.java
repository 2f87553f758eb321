package io.alacran.connectionfile.internal;

import io.alacran.connection.ConnectionDraft;
import io.alacran.connection.Connections;
import io.alacran.connection.Connections.Unsaved;
import io.alacran.connection.NamedConnection;
import io.alacran.connection.SshTunnelDraft;
import io.alacran.connectionfile.ConnectionFiles.FieldChange;
import io.alacran.connectionfile.ConnectionFiles.Note;
import io.alacran.connectionfile.internal.Described.Secret;
import io.alacran.connectionfile.internal.Value.Fields;
import io.alacran.problem.FieldError;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The secrets that a file has for a connection, beside those that are stored; none of them is ever shown. */
final class SecretsOfDraft {

    private static final String DOTS = "••••";

    private final Set<String> stored;
    private final NamedConnection present;

    SecretsOfDraft(Connections connections, NamedConnection present) {
        this.present = present;
        this.stored = connections.storedSecrets(present.reference());
    }

    /**
     * An exported file has a placeholder where a secret is stored. As long as nobody has set its variable it means that
     * very secret, so that a file can be applied to the console that it came from.
     */
    ConnectionDraft kept(ConnectionDraft draft, Fields fields, Predicate<String> isSet, List<Note> notes) {
        Set<Secret> kept = new HashSet<>();
        for (Secret secret : Secret.values()) {
            String variable = secret.variable(present.environment(), present.name());
            boolean exported = fields.text(secret.path().split("\\."))
                    .filter(("${" + variable + "}")::equals)
                    .isPresent();
            if (exported && stored.contains(secret.path()) && !isSet.test(variable)) {
                kept.add(secret);
                notes.add(new Note(
                        fields.lineOf(secret.path()),
                        present.environment() + "." + present.name() + "." + secret.path()
                                + ": the stored one is kept, as the console's environment has no " + variable));
            }
        }
        return kept.isEmpty() ? draft : without(draft, kept);
    }

    private static Map<Secret, String> of(ConnectionDraft draft) {
        Map<Secret, String> all = new EnumMap<>(Secret.class);
        put(all, Secret.PASSWORD, draft.password());
        put(all, Secret.KEY, draft.keyPem());
        SshTunnelDraft ssh = draft.sshTunnel();
        if (ssh != null) {
            put(all, Secret.SSH_PASSWORD, ssh.password());
            put(all, Secret.SSH_KEY, ssh.privateKey());
            put(all, Secret.SSH_PASSPHRASE, ssh.passphrase());
        }
        return all;
    }

    private static void put(Map<Secret, String> all, Secret secret, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            all.put(secret, value);
        }
    }

    private static Map<Secret, String> of(Unsaved unsaved) {
        Map<Secret, String> all = new EnumMap<>(Secret.class);
        put(all, Secret.PASSWORD, unsaved.password());
        put(all, Secret.KEY, unsaved.keyPem());
        put(all, Secret.SSH_PASSWORD, unsaved.ssh().password());
        put(all, Secret.SSH_KEY, unsaved.ssh().privateKey());
        put(all, Secret.SSH_PASSPHRASE, unsaved.ssh().passphrase());
        return all;
    }

    /** Everything that would be refused, with what only shows once it is known which secrets are stored. */
    static List<FieldError> refusals(
            Connections connections, @Nullable NamedConnection present, ConnectionDraft draft) {
        List<FieldError> refusals =
                new ArrayList<>(connections.refusals(present == null ? null : present.reference(), draft));
        Set<String> stored = present == null ? Set.of() : connections.storedSecrets(present.reference());
        Map<Secret, String> given = of(draft);
        if (draft.certificatePem() != null && !given.containsKey(Secret.KEY) && !stored.contains(Secret.KEY.path())) {
            refusals.add(new FieldError(Secret.KEY.path(), "is needed with a certificate"));
        }
        boolean some = present != null
                && present.sshTunnel() != null
                && (present.sshTunnel().passwordPlaceholder() != null
                        || present.sshTunnel().privateKeyPlaceholder() != null);
        if (draft.sshTunnel() != null
                && !some
                && !given.containsKey(Secret.SSH_PASSWORD)
                && !given.containsKey(Secret.SSH_KEY)
                && !stored.contains(Secret.SSH_PASSWORD.path())
                && !stored.contains(Secret.SSH_KEY.path())) {
            refusals.add(new FieldError(Secret.SSH_PASSWORD.path(), "is needed, or sshTunnel.privateKey"));
        }
        return refusals;
    }

    /** Adds which secrets become other ones. Placeholders are no secrets: they are compared with the other fields. */
    static void changes(
            Connections connections,
            @Nullable NamedConnection present,
            ConnectionDraft draft,
            List<FieldChange> differences) {
        Map<Secret, String> given = of(draft);
        given.values().removeIf(value -> value.matches("\\$\\{[^{}]*}"));
        if (given.isEmpty()) {
            return;
        }
        Map<Secret, String> now = present == null ? Map.of() : of(connections.read(without(draft, given.keySet())));
        Set<String> stored = present == null ? Set.of() : connections.storedSecrets(present.reference());
        given.forEach((secret, value) -> {
            if (!value.equals(now.get(secret))) {
                differences.removeIf(d -> d.field().equals(secret.path()));
                differences.add(new FieldChange(secret.path(), stored.contains(secret.path()) ? DOTS : null, DOTS));
            }
        });
    }

    private static ConnectionDraft without(ConnectionDraft d, Set<Secret> secrets) {
        SshTunnelDraft ssh = d.sshTunnel();
        return new ConnectionDraft(
                d.name(),
                d.description(),
                d.client(),
                d.host(),
                d.port(),
                d.databaseName(),
                d.filename(),
                d.username(),
                secrets.contains(Secret.PASSWORD) ? null : d.password(),
                d.schema(),
                d.timezone(),
                d.tls(),
                d.caPem(),
                d.certificatePem(),
                secrets.contains(Secret.KEY) ? null : d.keyPem(),
                d.initSql(),
                d.readOnly(),
                d.statementTimeoutMillis(),
                d.rowLimit(),
                d.slowStatementMillis(),
                d.slowStatementPlans(),
                d.properties(),
                d.environment(),
                d.colour(),
                d.tags(),
                d.managedDatabase(),
                ssh == null
                        ? null
                        : new SshTunnelDraft(
                                ssh.host(),
                                ssh.port(),
                                ssh.username(),
                                secrets.contains(Secret.SSH_PASSWORD) ? null : ssh.password(),
                                secrets.contains(Secret.SSH_KEY) ? null : ssh.privateKey(),
                                secrets.contains(Secret.SSH_PASSPHRASE) ? null : ssh.passphrase(),
                                ssh.hostKey()),
                d.pool(),
                d.isDefault());
    }
}

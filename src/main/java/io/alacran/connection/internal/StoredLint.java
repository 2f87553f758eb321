package io.alacran.connection.internal;

import io.alacran.activity.ActivityLog;
import io.alacran.connection.ConnectionLint;
import io.alacran.connection.Connections;
import io.alacran.connection.NamedConnection;
import io.alacran.connection.SshTunnelSettings;
import io.alacran.database.Databases;
import io.alacran.database.ManagedDatabase;
import io.alacran.engine.Dialect;
import io.alacran.engine.Dialects;
import io.alacran.problem.ProblemException;
import io.alacran.problem.ProblemException.Kind;
import io.alacran.secret.Secrets;
import io.alacran.ssh.JumpHost;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/** Looks up what the rules need, and keeps which findings were dismissed. */
@Service
class StoredLint implements ConnectionLint {

    private static final Logger log = LoggerFactory.getLogger(StoredLint.class);

    private final Connections connections;
    private final Databases databases;
    private final Dialects dialects;
    private final ConnectionStore store;
    private final Secrets secrets;
    private final Placeholders placeholders;
    private final DatabaseFiles files;
    private final ServerSessions sessions;
    private final LintDismissals dismissals;
    private final ActivityLog activity;

    StoredLint(
            Connections connections,
            Databases databases,
            Dialects dialects,
            ConnectionStore store,
            Secrets secrets,
            Placeholders placeholders,
            DatabaseFiles files,
            ServerSessions sessions,
            LintDismissals dismissals,
            ActivityLog activity) {
        this.connections = connections;
        this.databases = databases;
        this.dialects = dialects;
        this.store = store;
        this.secrets = secrets;
        this.placeholders = placeholders;
        this.files = files;
        this.sessions = sessions;
        this.dismissals = dismissals;
        this.activity = activity;
    }

    @Override
    public Map<String, List<Finding>> findings() {
        List<NamedConnection> all = connections.list();
        List<ManagedDatabase> managed = databases.list();
        Map<String, List<Finding>> found =
                new Lint(all.stream().map(c -> subject(c, managed)).toList()).findings();
        Map<String, Set<String>> dismissed = dismissals.all();
        Map<String, List<Finding>> marked = new LinkedHashMap<>();
        for (NamedConnection c : all) {
            Set<String> unwanted = dismissed.getOrDefault(c.id(), Set.of());
            List<Finding> own = found.getOrDefault(c.reference(), List.of()).stream()
                    .map(f -> unwanted.contains(f.id()) ? f.asDismissed() : f)
                    .toList();
            if (!own.isEmpty()) {
                marked.put(c.reference(), own);
            }
        }
        return marked;
    }

    @Override
    public void dismiss(String connection, String finding) {
        NamedConnection present = connections.get(connection);
        if (findings().getOrDefault(present.reference(), List.of()).stream().noneMatch(f -> f.id().equals(finding))) {
            throw new ProblemException(
                    Kind.NOT_FOUND,
                    "There is no finding '" + finding + "' about the connection " + present.name() + ".",
                    "List its findings to see their ids.");
        }
        dismissals.add(present.id(), finding);
        record("connection.lint-dismiss", present, finding);
    }

    @Override
    public void restore(String connection, String finding) {
        NamedConnection present = connections.get(connection);
        dismissals.remove(present.id(), finding);
        record("connection.lint-restore", present, finding);
    }

    private void record(String action, NamedConnection of, String finding) {
        activity.record(action, of.name(), Map.of("environment", of.environment(), "finding", finding));
    }

    private LintSubject subject(NamedConnection c, List<ManagedDatabase> managed) {
        String host = resolved(c.host());
        String database = resolved(c.databaseName());
        Integer port = c.port() != null
                ? c.port()
                : dialects.of(c.client()).map(Dialect::defaultPort).orElse(0);
        String server = c.managedDatabase() != null
                ? "managed " + c.managedDatabase()
                : host.isEmpty() ? "" : c.client() + " " + host.toLowerCase(Locale.ROOT) + ":" + port + through(c);
        String place = c.filename() != null
                ? files.file(c.filename()).toString()
                : server.isEmpty() ? "" : server + "/" + database;
        return new LintSubject(
                c,
                server,
                place,
                passwordIsName(c, database),
                c.sshTunnel() == null ? mapped(host, port, managed) : null,
                sessions.of(server, c.client(), c.reference()));
    }

    /** What a host's name stands for is another thing behind each SSH server. */
    private static String through(NamedConnection c) {
        SshTunnelSettings ssh = c.sshTunnel();
        return ssh == null
                ? ""
                : " through " + ssh.host().toLowerCase(Locale.ROOT) + ":"
                        + Objects.requireNonNullElse(ssh.port(), JumpHost.PORT);
    }

    /** By its container's name, or by a port of this machine that is mapped to it. */
    private static @Nullable String mapped(String host, int port, List<ManagedDatabase> managed) {
        boolean here = host.equalsIgnoreCase("localhost") || host.startsWith("127.") || host.equals("::1");
        return managed.stream()
                .filter(d -> host.equals(d.containerName())
                        || d.ports().stream()
                                .anyMatch(p -> p.hostPort() == port && (here || host.equals(p.bindAddress()))))
                .map(ManagedDatabase::name)
                .findFirst()
                .orElse(null);
    }

    private boolean passwordIsName(NamedConnection c, String database) {
        String encrypted = store.credentials(c.id()).password();
        if (encrypted == null) {
            return false;
        }
        try {
            String password = secrets.decrypt(Credentials.passwordOwner(c.id()), encrypted);
            return Stream.of(c.name(), resolved(c.username()), database)
                    .anyMatch(name -> !name.isEmpty() && name.equalsIgnoreCase(password));
        } catch (RuntimeException e) {
            log.debug("{} - the password could not be compared", c.name(), e);
            return false;
        }
    }

    /** Empty where a placeholder cannot be resolved: the doctor says so. */
    private String resolved(@Nullable String text) {
        try {
            return placeholders.resolve("address", Objects.requireNonNullElse(text, ""));
        } catch (ProblemException e) {
            return "";
        }
    }
}

package io.alacran.connection.internal;

import io.alacran.TestStore;
import io.alacran.connection.ConnectionDraft;
import io.alacran.connection.ConnectionPools;
import io.alacran.connection.Connections;
import io.alacran.connection.Destinations;
import io.alacran.connection.Environments;
import io.alacran.connection.GroupRouter;
import io.alacran.connection.Groups;
import io.alacran.database.DatabaseEvent;
import io.alacran.database.DatabaseState;
import io.alacran.database.Databases;
import io.alacran.database.Reachability;
import io.alacran.engine.Dialects;
import io.alacran.engine.internal.TestDialects;
import io.alacran.secret.Secrets;
import io.alacran.ssh.SshTunnels;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.springframework.boot.DefaultApplicationArguments;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The connections with a store in memory, real dialects and pools, and databases that a test speaks for. */
public class TestConnections implements AutoCloseable {

    /** Reads that are spread by chance are spread the same way each time. */
    private static final long SEED = 20_261_121;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private static final OwnStore OWN_STORE = new OwnStore("jdbc:postgresql://127.0.0.1:4999/alacran");

    public final JdbcClient store;
    public final Connections connections;
    public final ConnectionPools pools;
    public final Groups groups;
    public final GroupRouter router;
    final ReplicaWatch watch;
    public final List<String> activity = new ArrayList<>();
    /** What the features that follow were told. */
    final List<Object> published = new ArrayList<>();
    /** The variables that placeholders may name. */
    final Map<String, String> environment = new ConcurrentHashMap<>();

    final Placeholders placeholders;
    final DatabaseFiles files;
    final StoredConnections stored;
    final ConnectionStore table;
    final ConnectionNames names;
    final OwnEnvironment own;
    final Environments environments;
    final DatabaseFollower follower;
    public final Destinations destinations;
    public final JdbcTransactionManager transactions;
    final Endpoints endpoints;
    public final SshTunnels ssh = new SshTunnels();
    final Tunnels tunnels = new Tunnels(ssh);
    private final ConnectionVault vault = new ConnectionVault(new PlainSecrets());
    private final HikariPools hikari;
    private final FakeDatabases fake;
    private final DataSource source;

    public TestConnections(Path home, FakeDatabases fake) {
        this(home, fake, "");
    }

    /** @param env as {@code ALACRAN_ENV} says it */
    TestConnections(Path home, FakeDatabases fake, String env) {
        this.fake = fake;
        own = new OwnEnvironment(env);
        Databases databases = fake.databases();
        source = TestStore.open();
        store = JdbcClient.create(source);
        table = new ConnectionStore(store, JSON);
        GroupStore groupTable = new GroupStore(store);
        names = new ConnectionNames(table, groupTable, own);
        environments = new StoredEnvironments(table, own);
        placeholders = new Placeholders(environment, home.resolve("secrets"));
        files = new DatabaseFiles(home, List.of("sample", "sqlite"));
        endpoints = new Endpoints(
                TestDialects.all(), databases, fake, table, vault, placeholders, files, OWN_STORE, tunnels);
        destinations = endpoints;
        transactions = new JdbcTransactionManager(source);
        hikari = new HikariPools(table, new Ways(names, endpoints), tunnels);
        pools = hikari;
        stored = new StoredConnections(
                table,
                names,
                new ConnectionForm(
                        TestDialects.all(),
                        databases,
                        new PlaceForm(placeholders, files, OWN_STORE),
                        new SshForm(placeholders),
                        own),
                hikari,
                new KeptSecrets(table, vault),
                new ConnectionAudit((action, target, details) -> activity.add(action + " " + target)),
                new TransactionTemplate(transactions),
                published::add,
                groupTable);
        connections = stored;
        watch = new ReplicaWatch(pools);
        ReadRouter reads = new ReadRouter(watch, pools, new Random(SEED));
        router = reads;
        groups = new StoredGroups(
                groupTable,
                new GroupForm(table, names, own, TestDialects.all()),
                reads,
                connections,
                table,
                names,
                own,
                (action, target, details) -> activity.add(action + " " + target),
                new TransactionTemplate(transactions),
                published::add);
        follower = new DatabaseFollower(databases, TestDialects.all(), table, stored, hikari, own);
    }

    /** Without any. */
    public static TestConnections empty(Path home) {
        return new TestConnections(home, new FakeDatabases());
    }

    /** With the connection {@code sample} and no databases. */
    public static TestConnections withSample(Path home) {
        TestConnections made = new TestConnections(home, new FakeDatabases());
        made.makeSample();
        return made;
    }

    /** With one connection that leads to a server, as if it were a managed database. */
    public static TestConnections withServer(Path home, String name, String client, TestServer server) {
        FakeDatabases databases = new FakeDatabases();
        databases.put(name, client, DatabaseState.READY, server.address(), TestServer.LOGIN);
        TestConnections made = new TestConnections(home, databases);
        made.follower.on(new DatabaseEvent.Deployed(name));
        return made;
    }

    /** As when the database was started again somewhere else, before anybody noticed. */
    public void moved(String name, Reachability.Address address) {
        fake.put(name, connections.get(name).client(), DatabaseState.READY, address, TestServer.LOGIN);
    }

    /** Those of the same connections with other dialects. */
    Endpoints endpoints(Dialects dialects) {
        return new Endpoints(dialects, fake.databases(), fake, table, vault, placeholders, files, OWN_STORE, tunnels);
    }

    /** What the console does once a second. */
    public void look() {
        watch.look();
    }

    void makeSample() {
        try {
            new SampleConnection(files, stored, own).run(new DefaultApplicationArguments());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A draft from JSON with the names of its parts, in which a quote may be written as {@code '}. */
    public static ConnectionDraft draft(String json) {
        return JSON.readValue(json.replace('\'', '"'), ConnectionDraft.class);
    }

    /** A draft from fields by the names of its parts. */
    public static ConnectionDraft draft(Map<String, Object> fields) {
        return JSON.convertValue(fields, ConnectionDraft.class);
    }

    /** Sets a variable that placeholders may name. */
    public void variable(String name, String value) {
        environment.put(name, value);
    }

    /** A draft for a server with a password and a small pool. */
    public static ConnectionDraft server(
            String name, String client, String host, int port, String database, String user, String password) {
        return draft("""
                {'name': '%s', 'client': '%s', 'host': '%s', 'port': %d, 'databaseName': '%s', 'username': '%s',
                 'password': '%s', 'pool': {'max': 2, 'acquireTimeoutMillis': 1000}}
                """.formatted(name, client, host, port, database, user, password));
    }

    /** A draft for a SQLite file. */
    public static ConnectionDraft file(String name, String filename, boolean readOnly) {
        return draft("{'name': '%s', 'client': 'sqlite', 'filename': '%s', 'readOnly': %s}"
                .formatted(name, filename, readOnly));
    }

    @Override
    public void close() {
        hikari.closeAll();
        tunnels.closeAll();
        ssh.close();
        TestStore.close(source);
    }

    /** Marks instead of encrypting, so that a test sees what was encrypted for whom. */
    private static class PlainSecrets implements Secrets {

        @Override
        public String encrypt(String owner, String clearText) {
            return "for " + owner + ":" + clearText;
        }

        @Override
        public String decrypt(String owner, String encrypted) {
            if (!encrypted.startsWith("for " + owner + ":")) {
                throw new IllegalArgumentException("encrypted for another owner");
            }
            return encrypted.substring(("for " + owner + ":").length());
        }
    }
}

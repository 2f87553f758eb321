package io.alacran.engine.internal;

import io.alacran.engine.Login;
import io.alacran.engine.Probe;
import io.alacran.engine.Snippet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** PostgreSQL, by the contract of the official {@code postgres} image. */
@Component
class Postgres extends KnownEngine {

    /** From this major version on the image keeps its data in a directory by version, below the volume. */
    private static final int FIRST_WITH_VERSIONED_DATA = 18;

    Postgres() {
        super(new Facts("postgres", "PostgreSQL", List.of("18", "17", "16", "15"), "18", 5432, true, "postgres", true));
    }

    @Override
    public String image(String version) {
        return "postgres:" + version;
    }

    @Override
    public String volumePath(String version) {
        int major = Integer.parseInt(version.split("[.-]")[0]);
        return major >= FIRST_WITH_VERSIONED_DATA ? "/var/lib/postgresql" : "/var/lib/postgresql/data";
    }

    @Override
    public Map<String, String> environment(Login login) {
        return Map.of(
                "POSTGRES_USER", login.username(),
                "POSTGRES_PASSWORD", login.password(),
                "POSTGRES_DB", login.databaseName());
    }

    @Override
    public Probe probe(String host, Login login) {
        return new Probe(
                List.of(
                        "psql",
                        "--host=" + host,
                        "--username=" + login.username(),
                        "--dbname=" + login.databaseName(),
                        "--no-password",
                        "--no-psqlrc",
                        "--tuples-only",
                        "--command=select 1"),
                Map.of("PGPASSWORD", login.password(), "PGCONNECT_TIMEOUT", "3"));
    }

    @Override
    public Optional<Probe> passwordChange(String host, Login login, String newPassword) {
        String statement =
                "alter user \"" + login.username() + "\" with password '" + newPassword.replace("'", "''") + "'";
        return Optional.of(new Probe(
                List.of(
                        "sh",
                        "-c",
                        "printf '%s' \"$STATEMENT\" | psql --host=" + host + " --username=" + login.username()
                                + " --dbname=" + login.databaseName()
                                + " --no-password --no-psqlrc --set=ON_ERROR_STOP=1"),
                Map.of("PGPASSWORD", login.password(), "PGCONNECT_TIMEOUT", "3", "STATEMENT", statement)));
    }

    @Override
    public List<Snippet> snippets(Login login, String host, int port) {
        String url = Urls.of("postgresql", login, host, port);
        return List.of(
                new Snippet("psql", "psql " + Urls.singleQuoted(url)),
                new Snippet(
                        "JDBC",
                        "jdbc:postgresql://" + host + ":" + port + "/" + Urls.encode(login.databaseName()) + "?user="
                                + Urls.encode(login.username()) + "&password=" + Urls.encode(login.password())),
                new Snippet(
                        "Node.js",
                        "import pg from \"pg\";\nconst pool = new pg.Pool({ connectionString: \"" + url + "\" });"),
                new Snippet("Python", "import psycopg\nconnection = psycopg.connect(\"" + url + "\")"),
                new Snippet(".env", Urls.dotEnv(url, login, host, port)));
    }
}

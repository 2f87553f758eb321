package io.alacran.engine.internal;

import io.alacran.engine.Login;
import io.alacran.engine.Probe;
import io.alacran.engine.Snippet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What MySQL and MariaDB share; their images differ in the variables' prefix and the client's name. */
abstract class MySqlFamily extends KnownEngine {

    private static final String ADMINISTRATOR = "root";

    private final String variablePrefix;
    private final String client;
    private final String jdbcScheme;

    /** @param client the command-line client in the image */
    MySqlFamily(
            String id,
            String title,
            List<String> versions,
            String defaultVersion,
            String variablePrefix,
            String client) {
        super(new Facts(id, title, versions, defaultVersion, 3306, true, ADMINISTRATOR, true));
        this.variablePrefix = variablePrefix;
        this.client = client;
        this.jdbcScheme = id;
    }

    @Override
    public String volumePath(String version) {
        return "/var/lib/mysql";
    }

    @Override
    public Map<String, String> environment(Login login) {
        Map<String, String> environment = new HashMap<>();
        environment.put(variablePrefix + "_ROOT_PASSWORD", login.password());
        environment.put(variablePrefix + "_DATABASE", login.databaseName());
        // The images refuse the administrator as the additional user.
        if (!login.username().equals(ADMINISTRATOR)) {
            environment.put(variablePrefix + "_USER", login.username());
            environment.put(variablePrefix + "_PASSWORD", login.password());
        }
        return environment;
    }

    @Override
    public Probe probe(String host, Login login) {
        return new Probe(
                List.of(
                        client,
                        "--no-defaults",
                        "--protocol=tcp",
                        "--connect-timeout=3",
                        "--host=" + host,
                        "--user=" + login.username(),
                        "--execute=select 1",
                        login.databaseName()),
                Map.of("MYSQL_PWD", login.password()));
    }

    @Override
    public Optional<Probe> passwordChange(String host, Login login, String newPassword) {
        // The administrator has the same password from the first start on; only it may change other users.
        String by = " identified by '" + newPassword.replace("\\", "\\\\").replace("'", "''") + "'";
        String statement = Stream.of(ADMINISTRATOR, login.username())
                .distinct()
                .flatMap(user -> Stream.of("'" + user + "'@'%'" + by, "'" + user + "'@'localhost'" + by))
                .collect(Collectors.joining(", ", "alter user if exists ", ""));
        return Optional.of(new Probe(
                List.of(
                        "sh",
                        "-c",
                        "printf '%s' \"$STATEMENT\" | " + client + " --no-defaults --protocol=tcp --host=" + host
                                + " --user=" + ADMINISTRATOR),
                Map.of("MYSQL_PWD", login.password(), "STATEMENT", statement)));
    }

    @Override
    public List<Snippet> snippets(Login login, String host, int port) {
        String url = Urls.of(jdbcScheme, login, host, port);
        return List.of(
                new Snippet(
                        client,
                        client + " --host=" + host + " --port=" + port + " --user="
                                + Urls.singleQuoted(login.username())
                                + " --password=" + Urls.singleQuoted(login.password()) + " "
                                + Urls.singleQuoted(login.databaseName())),
                new Snippet(
                        "JDBC",
                        "jdbc:" + jdbcScheme + "://" + host + ":" + port + "/" + Urls.encode(login.databaseName())
                                + "?user=" + Urls.encode(login.username()) + "&password="
                                + Urls.encode(login.password())),
                new Snippet(
                        "Node.js",
                        "import mysql from \"mysql2/promise\";\nconst pool = mysql.createPool(\""
                                + Urls.of("mysql", login, host, port) + "\");"),
                new Snippet(
                        "Python",
                        "import sqlalchemy\nengine = sqlalchemy.create_engine(\""
                                + Urls.of("mysql+pymysql", login, host, port) + "\")"),
                new Snippet(".env", Urls.dotEnv(url, login, host, port)));
    }
}

package io.alacran.engine.internal;

import io.alacran.engine.Login;
import io.alacran.engine.Probe;
import io.alacran.engine.Snippet;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** ClickHouse, by the contract of its image; its port here is the HTTP one, which its JDBC driver speaks. */
@Component
class ClickHouse extends KnownEngine {

    private static final int NATIVE_PORT = 9000;

    ClickHouse() {
        super(new Facts(
                "clickhouse", "ClickHouse", List.of("26.7", "26.3", "25.8"), "25.8", 8123, true, "clickhouse", true));
    }

    /**
     * The releases of March and August.
     *
     * @see <a href="https://clickhouse.com/docs/faq/operations/production">How to choose between releases</a>
     */
    @Override
    public boolean longTermSupport(String version) {
        return version.matches("\\d+\\.[38]([.-].*)?");
    }

    @Override
    public String image(String version) {
        return "clickhouse/clickhouse-server:" + version;
    }

    @Override
    public String volumePath(String version) {
        return "/var/lib/clickhouse";
    }

    @Override
    public Map<String, String> environment(Login login) {
        return Map.of(
                "CLICKHOUSE_USER", login.username(),
                "CLICKHOUSE_PASSWORD", login.password(),
                "CLICKHOUSE_DB", login.databaseName(),
                "CLICKHOUSE_DEFAULT_ACCESS_MANAGEMENT", "1");
    }

    @Override
    public Probe probe(String host, Login login) {
        return new Probe(
                List.of(
                        "clickhouse-client",
                        "--host",
                        host,
                        "--port",
                        String.valueOf(NATIVE_PORT),
                        "--user",
                        login.username(),
                        "--query",
                        "select 1"),
                Map.of("CLICKHOUSE_PASSWORD", login.password()));
    }

    @Override
    public List<Snippet> snippets(Login login, String host, int port) {
        String url = Urls.of("http", login, host, port);
        return List.of(
                new Snippet(
                        "curl",
                        "curl 'http://" + host + ":" + port + "/?query=select+1' -H 'X-ClickHouse-User: "
                                + login.username() + "' -H 'X-ClickHouse-Key: "
                                + login.password().replace("'", "'\\''") + "'"),
                new Snippet(
                        "JDBC",
                        "jdbc:clickhouse://" + host + ":" + port + "/" + Urls.encode(login.databaseName()) + "?user="
                                + Urls.encode(login.username()) + "&password=" + Urls.encode(login.password())),
                new Snippet(
                        "Node.js",
                        "import { createClient } from \"@clickhouse/client\";\nconst client = createClient({ url: \""
                                + url + "\" });"),
                new Snippet(
                        "Python",
                        "import clickhouse_connect\nclient = clickhouse_connect.get_client(dsn=\"" + url + "\")"),
                new Snippet(".env", Urls.dotEnv(url, login, host, port)));
    }
}

package io.alacran.engine.internal;

import io.alacran.engine.Login;
import io.alacran.engine.Probe;
import io.alacran.engine.Snippet;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Redis, by the contract of the official {@code redis} image, with a password and append-only persistence. */
@Component
class Redis extends KnownEngine {

    /** The image takes no password by variable, and as an argument it would show in the process list: hence a file. */
    private static final String START = """
            umask 077
            escaped=$(printf '%s' "$REDIS_PASSWORD" | sed 's/[\\\\"]/\\\\&/g')
            printf 'requirepass "%s"\\nappendonly yes\\ndir /data\\nprotected-mode no\\n' "$escaped" > /tmp/redis.conf
            chown redis /tmp/redis.conf
            unset REDIS_PASSWORD escaped
            exec docker-entrypoint.sh redis-server /tmp/redis.conf
            """;

    Redis() {
        super(new Facts("redis", "Redis", List.of("8", "7"), "7", 6379, false, "default", false));
    }

    @Override
    public String image(String version) {
        return "redis:" + version;
    }

    @Override
    public String volumePath(String version) {
        return "/data";
    }

    @Override
    public String defaultDatabaseName(String name) {
        return "";
    }

    @Override
    public boolean databaseNameChoosable() {
        return false;
    }

    @Override
    public Map<String, String> environment(Login login) {
        return Map.of("REDIS_PASSWORD", login.password());
    }

    @Override
    public List<String> command() {
        return List.of("sh", "-c", START);
    }

    @Override
    public Probe probe(String host, Login login) {
        return new Probe(
                List.of("sh", "-c", "redis-cli -h " + host + " ping | grep -q PONG"),
                Map.of("REDISCLI_AUTH", login.password()));
    }

    @Override
    public List<Snippet> snippets(Login login, String host, int port) {
        String url = Urls.of("redis", login, host, port);
        return List.of(
                new Snippet(
                        "redis-cli",
                        "REDISCLI_AUTH=" + Urls.singleQuoted(login.password()) + " redis-cli -h " + host + " -p "
                                + port),
                new Snippet("Node.js", "import Redis from \"ioredis\";\nconst redis = new Redis(\"" + url + "\");"),
                new Snippet("Python", "import redis\nclient = redis.Redis.from_url(\"" + url + "\")"),
                new Snippet(".env", Urls.dotEnv(url, login, host, port)));
    }
}

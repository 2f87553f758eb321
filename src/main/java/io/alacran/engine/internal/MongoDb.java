package io.alacran.engine.internal;

import io.alacran.engine.ClientAddresses;
import io.alacran.engine.Login;
import io.alacran.engine.Probe;
import io.alacran.engine.Snippet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** MongoDB, by the contract of the official {@code mongo} image. It speaks no SQL. */
@Component
class MongoDb extends KnownEngine {

    /** The database in which the first user is, whatever database is used. */
    static final String USERS = "admin";

    MongoDb() {
        super(new Facts("mongodb", "MongoDB", List.of("8.0", "7.0"), "8.0", 27017, false, "root", true));
    }

    @Override
    public String image(String version) {
        return "mongo:" + version;
    }

    /** The image declares /data/configdb too, where only the config server of a sharded cluster writes. */
    @Override
    public String volumePath(String version) {
        return "/data/db";
    }

    @Override
    public Map<String, String> environment(Login login) {
        return Map.of(
                "MONGO_INITDB_ROOT_USERNAME", login.username(),
                "MONGO_INITDB_ROOT_PASSWORD", login.password(),
                "MONGO_INITDB_DATABASE", login.databaseName());
    }

    @Override
    public Probe probe(String host, Login login) {
        return signIn(host, USERS, login.username(), login.password());
    }

    /** Succeeds where the user is one of that database's, with that password. */
    static Probe signIn(String host, String userDatabase, String username, String password) {
        String script =
                "db.getSiblingDB(process.env.PROBE_SOURCE).auth(process.env.PROBE_USER, process.env.PROBE_PASSWORD);"
                        + " if (db.adminCommand('ping').ok !== 1) quit(1)";
        return new Probe(
                List.of("mongosh", "--quiet", "--host", host, "--eval", script),
                Map.of("PROBE_SOURCE", userDatabase, "PROBE_USER", username, "PROBE_PASSWORD", password));
    }

    @Override
    public Optional<ClientAddresses> addresses() {
        return Optional.of(new MongoUrls());
    }

    @Override
    public Optional<Probe> passwordChange(String host, Login login, String newPassword) {
        String script = "const admin = db.getSiblingDB('admin');"
                + " admin.auth(process.env.PROBE_USER, process.env.PROBE_PASSWORD);"
                + " admin.changeUserPassword(process.env.PROBE_USER, process.env.NEW_PASSWORD)";
        return Optional.of(new Probe(
                List.of("mongosh", "--quiet", "--host", host, "--eval", script),
                Map.of(
                        "PROBE_USER", login.username(),
                        "PROBE_PASSWORD", login.password(),
                        "NEW_PASSWORD", newPassword)));
    }

    @Override
    public List<Snippet> snippets(Login login, String host, int port) {
        String url = Urls.of("mongodb", login, host, port) + "?authSource=" + USERS;
        return List.of(
                new Snippet("mongosh", "mongosh " + Urls.singleQuoted(url)),
                new Snippet(
                        "Node.js",
                        "import { MongoClient } from \"mongodb\";\nconst client = new MongoClient(\"" + url + "\");"),
                new Snippet("Python", "import pymongo\nclient = pymongo.MongoClient(\"" + url + "\")"),
                new Snippet(".env", Urls.dotEnv(url, login, host, port)));
    }
}

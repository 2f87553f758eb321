package io.alacran.engine.internal;

import io.alacran.engine.Login;
import io.alacran.engine.Probe;
import io.alacran.engine.Snippet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Microsoft SQL Server, by the contract of Microsoft's image. Its image makes no database of its own. */
@Component
class SqlServer extends KnownEngine {

    SqlServer() {
        super(new Facts("mssql", "SQL Server", List.of("2025", "2022"), "2022", 1433, true, "sa", false));
    }

    @Override
    public String image(String version) {
        return "mcr.microsoft.com/mssql/server:" + version + "-latest";
    }

    @Override
    public String volumePath(String version) {
        return "/var/opt/mssql";
    }

    @Override
    public String defaultDatabaseName(String name) {
        return "master";
    }

    @Override
    public boolean databaseNameChoosable() {
        return false;
    }

    @Override
    public Map<String, String> environment(Login login) {
        return Map.of("ACCEPT_EULA", "Y", "MSSQL_PID", "Developer", "MSSQL_SA_PASSWORD", login.password());
    }

    @Override
    public Probe probe(String host, Login login) {
        return new Probe(
                List.of(
                        "/opt/mssql-tools18/bin/sqlcmd",
                        "-S",
                        "tcp:" + host,
                        "-U",
                        login.username(),
                        "-C",
                        "-b",
                        "-l",
                        "3",
                        "-Q",
                        "select 1"),
                Map.of("SQLCMDPASSWORD", login.password()));
    }

    @Override
    public Optional<Probe> passwordChange(String host, Login login, String newPassword) {
        String statement =
                "alter login [" + login.username() + "] with password = '" + newPassword.replace("'", "''") + "'\ngo\n";
        return Optional.of(new Probe(
                List.of(
                        "sh",
                        "-c",
                        "printf '%s' \"$STATEMENT\" | /opt/mssql-tools18/bin/sqlcmd -C -b -S tcp:" + host + " -U "
                                + login.username()),
                Map.of("SQLCMDPASSWORD", login.password(), "STATEMENT", statement)));
    }

    @Override
    public List<Snippet> snippets(Login login, String host, int port) {
        String url = Urls.of("sqlserver", login, host, port);
        return List.of(
                new Snippet(
                        "sqlcmd",
                        "SQLCMDPASSWORD=" + Urls.singleQuoted(login.password()) + " sqlcmd -S tcp:" + host + "," + port
                                + " -U " + login.username() + " -C"),
                new Snippet(
                        "JDBC",
                        "jdbc:sqlserver://" + host + ":" + port + ";databaseName={" + login.databaseName() + "};user="
                                + login.username() + ";password={"
                                + login.password().replace("}", "}}")
                                + "};encrypt=true;trustServerCertificate=true"),
                // By fields: how its connection strings are read has changed between its versions
                new Snippet(
                        "Node.js",
                        "import sql from \"mssql\";\nconst pool = await sql.connect({ server: \"" + host + "\", port: "
                                + port + ", user: \"" + login.username() + "\", password: "
                                + Urls.doubleQuoted(login.password()) + ", database: \"" + login.databaseName()
                                + "\", options: { encrypt: true, trustServerCertificate: true } });"),
                new Snippet(
                        "Python",
                        "import sqlalchemy\nengine = sqlalchemy.create_engine(\""
                                + Urls.of("mssql+pymssql", login, host, port) + "\")"),
                new Snippet(".env", Urls.dotEnv(url, login, host, port)));
    }

    @Override
    public String notice() {
        return "Deploying accepts Microsoft's licence terms for SQL Server (Developer edition, not for production).";
    }
}

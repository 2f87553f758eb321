package io.alacran.e2e;

import io.alacran.MySqlImage;
import java.util.ArrayList;
import java.util.List;

/** An image of a database that speaks SQL: what its page on Docker Hub promises, and its own client in it. */
enum SqlImage {
    POSTGRES_15("postgres:15", "POSTGRES", "5432/tcp", "/var/lib/postgresql/data"),
    POSTGRES_18("postgres:18", "POSTGRES", "5432/tcp", "/var/lib/postgresql"),
    MARIADB("mariadb:10.11", "MARIADB", "3306/tcp", "/var/lib/mysql"),
    MYSQL(MySqlImage.NAME, "MYSQL", "3306/tcp", "/var/lib/mysql");

    static final String DATABASE = "shop";
    static final String USER = "app";

    final String image;
    final String port;
    final String data;
    private final String variables;

    SqlImage(String image, String variables, String port, String data) {
        this.image = image;
        this.variables = variables;
        this.port = port;
        this.data = data;
    }

    /** Options of {@code docker run} for a user and a database, with their passwords in files of a directory. */
    List<String> settings(String secrets) {
        List<String> settings = new ArrayList<>();
        if (isPostgres()) {
            settings.addAll(List.of("-e", "POSTGRES_DB=" + DATABASE));
        } else {
            settings.addAll(List.of("-e", variables + "_DATABASE=" + DATABASE));
            settings.addAll(List.of("-e", variables + "_ROOT_PASSWORD_FILE=" + secrets + "/root"));
        }
        settings.addAll(List.of("-e", variables + "_USER=" + USER));
        settings.addAll(List.of("-e", variables + "_PASSWORD_FILE=" + secrets + "/user"));
        return settings;
    }

    /** What its message names when it has no password for its administrator. */
    String needed() {
        return isPostgres() ? "POSTGRES_PASSWORD" : variables + "_ROOT_PASSWORD";
    }

    /** A script of its init files, which adds a row as the administrator. */
    String script(String sql) {
        String client = isPostgres()
                ? "psql -U \"$POSTGRES_USER\" -d \"$POSTGRES_DB\" -c"
                : "MYSQL_PWD=$%1$s_ROOT_PASSWORD %2$s -uroot \"$%1$s_DATABASE\" -e".formatted(variables, client());
        return "#!/bin/bash\n" + client + " \"" + sql + "\"\n";
    }

    /** The command that runs SQL as from another machine, with an address and a password. */
    String[] query(String address, String password, String sql) {
        List<String> command = isPostgres()
                ? List.of("env", "PGPASSWORD=" + password, "psql", "-h", address, "-U", USER, "-Atc", sql, DATABASE)
                : List.of("env", "MYSQL_PWD=" + password, client(), "-h", address, "-u", USER, "-Ne", sql, DATABASE);
        return command.toArray(String[]::new);
    }

    /** A statement that goes on for longer than a test. */
    String endless() {
        return isPostgres() ? "select pg_sleep(600)" : "select sleep(600)";
    }

    /** Lists what runs. */
    String running() {
        return isPostgres() ? "select query from pg_stat_activity where state = 'active'" : "show processlist";
    }

    private boolean isPostgres() {
        return variables.equals("POSTGRES");
    }

    private String client() {
        return variables.toLowerCase(java.util.Locale.ROOT);
    }

    @Override
    public String toString() {
        return image;
    }
}

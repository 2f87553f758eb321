package io.alacran.workbench;

import java.util.Set;

/**
 * What a client's SQL looks like to one who only needs to find where statements end.
 *
 * @param backslashEscapes whether a backslash escapes in all strings; with false only in {@code E'…'}
 * @param dollarQuotes whether {@code $tag$ … $tag$} is a string
 * @param nestedComments whether {@code /* … *}{@code /} nest
 * @param hashComments whether {@code #} begins a comment
 * @param backticks whether {@code `…`} is an identifier
 * @param brackets whether {@code […]} is an identifier
 * @param delimiterCommand whether a line {@code DELIMITER x} changes the delimiter
 * @param batches whether only a line {@code GO} ends a statement
 */
public record SqlSyntax(
        boolean backslashEscapes,
        boolean dollarQuotes,
        boolean nestedComments,
        boolean hashComments,
        boolean backticks,
        boolean brackets,
        boolean delimiterCommand,
        boolean batches) {

    private static final Set<String> MYSQL_LIKE = Set.of("mysql", "mariadb");

    /** That of a dialect, by its id. */
    public static SqlSyntax of(String client) {
        boolean mysql = MYSQL_LIKE.contains(client);
        boolean postgres = client.equals("postgres");
        boolean duckdb = client.equals("duckdb");
        boolean mssql = client.equals("mssql");
        boolean clickhouse = client.equals("clickhouse");
        boolean sqlite = client.equals("sqlite");
        return new SqlSyntax(
                mysql || clickhouse,
                postgres || duckdb,
                postgres || duckdb || mssql,
                mysql,
                mysql || clickhouse || sqlite,
                mssql || sqlite,
                mysql,
                mssql);
    }

    /** The same for a server that is set to take backslashes the other way. */
    SqlSyntax otherBackslashes() {
        return new SqlSyntax(
                !backslashEscapes,
                dollarQuotes,
                nestedComments,
                hashComments,
                backticks,
                brackets,
                delimiterCommand,
                batches);
    }
}

package io.alacran.doctor.internal;

import io.alacran.engine.Dialect;
import java.sql.SQLException;
import java.util.Objects;

/**
 * Why a server did not let anybody in, told from its SQLState and number, whose words may be in any language. Sources:
 * PostgreSQL, appendix A; MariaDB and MySQL, "Server Error Reference"; SQL Server, "Database Engine events and errors";
 * Oracle, "Database Error Messages".
 *
 * @param said the server's own words
 */
record Refusal(Kind kind, String said, SQLException cause) {

    /** In the order in which servers look. */
    enum Kind {
        /** It takes encrypted connections only. */
        TLS,
        /** It does not take connections from this host. */
        HOST,
        /** It has no session left. */
        SESSIONS,
        /** It is starting up, shutting down or recovering. */
        STARTING,
        /** User or password are wrong. */
        SIGN_IN,
        /** There is no such database. */
        DATABASE,
        /** The user may not use the database. */
        RIGHTS,
        /** Something else, such as no answer. */
        OTHER
    }

    static Refusal of(SQLException e, Dialect dialect) {
        SQLException telling = e;
        for (Throwable t = e; t != null; t = t.getCause()) {
            if (t instanceof SQLException sql && sql.getSQLState() != null) {
                telling = sql;
            }
        }
        String said = dialect.message(telling);
        String state = Objects.requireNonNullElse(telling.getSQLState(), "");
        Kind kind = switch (dialect.client()) {
            case "postgres", "pg" -> postgres(state, said);
            case "mysql", "mysql2", "mariadb" -> mysql(telling.getErrorCode(), said);
            case "mssql" -> sqlServer(telling.getErrorCode());
            case "oracle" -> oracle(telling.getErrorCode());
            case "clickhouse" -> clickHouse(state);
            default -> state.startsWith("28") ? Kind.SIGN_IN : Kind.OTHER;
        };
        return new Refusal(kind, said, telling);
    }

    private static Kind postgres(String state, String said) {
        return switch (state) {
            case "28P01" -> Kind.SIGN_IN;
            // Both a user that is not there and a host without an entry; the file's name is the same in any language.
            case "28000" -> said.contains("pg_hba.conf") ? Kind.HOST : Kind.SIGN_IN;
            case "3D000" -> Kind.DATABASE;
            case "42501" -> Kind.RIGHTS;
            case "53300" -> Kind.SESSIONS;
            case "57P01", "57P02", "57P03" -> Kind.STARTING;
            default -> Kind.OTHER;
        };
    }

    private static Kind mysql(int code, String said) {
        return switch (code) {
            case 1040, 1203, 1226 -> Kind.SESSIONS;
            case 1129, 1130 -> Kind.HOST;
            case 1045, 1698, 1862, 3118, 4151 -> Kind.SIGN_IN;
            case 1049 -> Kind.DATABASE;
            case 1044, 1142 -> Kind.RIGHTS;
            case 1053, 1152 -> Kind.STARTING;
            case 3159 -> Kind.TLS;
            // MariaDB has no number of its own for it, but the setting's name is in the message.
            default -> said.contains("require_secure_transport") ? Kind.TLS : Kind.OTHER;
        };
    }

    /** As the console's own dialect sets it, since the driver does not. */
    private static Kind clickHouse(String state) {
        return switch (state) {
            case "28000" -> Kind.SIGN_IN;
            case "3D000" -> Kind.DATABASE;
            case "42501" -> Kind.RIGHTS;
            case "53300" -> Kind.SESSIONS;
            default -> Kind.OTHER;
        };
    }

    private static Kind oracle(int code) {
        return switch (code) {
            // Wrong, locked, expired
            case 1017, 28000, 28001, 1005 -> Kind.SIGN_IN;
            // The listener knows no such service or SID
            case 12514, 12505 -> Kind.DATABASE;
            // Without the right to make a session
            case 1045 -> Kind.RIGHTS;
            case 18, 20, 12516, 12519, 12520, 2391 -> Kind.SESSIONS;
            // Starting, stopping, not open, known to the listener but not there yet
            case 1033, 1034, 1089, 1090, 1109, 12526, 12527, 12528 -> Kind.STARTING;
            // The listener's list of addresses that it takes connections from
            case 12529 -> Kind.HOST;
            default -> Kind.OTHER;
        };
    }

    private static Kind sqlServer(int code) {
        return switch (code) {
            case 18456, 18452, 18488 -> Kind.SIGN_IN;
            case 4060, 911 -> Kind.DATABASE;
            case 916 -> Kind.RIGHTS;
            case 17809 -> Kind.SESSIONS;
            default -> Kind.OTHER;
        };
    }
}

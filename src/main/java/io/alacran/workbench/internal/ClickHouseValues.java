package io.alacran.workbench.internal;

import java.net.InetAddress;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Arrays, tuples and maps of ClickHouse as its own clients show them, such as {@code (1, 'a', [2, NULL])}; its driver gives
 * Java's words for what is inside.
 */
final class ClickHouseValues {

    /** Types, in lower case, whose values hold others. */
    static final Pattern NESTED = Pattern.compile("(array|tuple|map|nested)\\(");

    /** Whole numbers, in lower case, that the driver has no JDBC type for. */
    static final Pattern WIDE = Pattern.compile("(lowcardinality\\(|nullable\\()*(uint64|u?int128|u?int256)\\)*");

    private ClickHouseValues() {}

    /** @param type of the column, in lower case, one of {@link #NESTED} */
    static CellReader reader(String type) {
        String rest = type;
        int arrays = 0;
        while (rest.startsWith("array(") || rest.startsWith("nested(")) {
            rest = rest.substring(rest.indexOf('(') + 1);
            arrays++;
        }
        int deep = arrays;
        return (row, i) -> read(row, i, deep);
    }

    private static @Nullable String read(ResultSet row, int i, int arrays) throws SQLException {
        Object value;
        try {
            Object read = row.getObject(i);
            value = read instanceof Array array ? array.getArray() : read;
        } catch (SQLException e) {
            // The driver has no JDBC type for some items, and words all the same
            return row.getString(i);
        }
        return value == null ? null : text(value, arrays);
    }

    /** @param arrays how deep what is an array for Java is one for ClickHouse too; below that it is a tuple */
    private static String text(@Nullable Object value, int arrays) {
        return switch (value) {
            case null -> "NULL";
            case Object[] items -> joined(Arrays.asList(items), arrays - 1, arrays > 0 ? "[]" : "()");
            case Collection<?> items -> joined(items, arrays - 1, "[]");
            case Map<?, ?> map ->
                map.entrySet().stream()
                        .map(entry -> text(entry.getKey(), 0) + ": " + text(entry.getValue(), 0))
                        .collect(Collectors.joining(", ", "{", "}"));
            case Number number -> number.toString();
            case Boolean bool -> bool.toString();
            case ZonedDateTime time -> quoted(DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(time));
            case InetAddress address -> quoted(address.getHostAddress());
            default -> quoted(value.toString());
        };
    }

    private static String joined(Collection<?> items, int arrays, String brackets) {
        return items.stream()
                .map(item -> text(item, arrays))
                .collect(Collectors.joining(", ", brackets.substring(0, 1), brackets.substring(1)));
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}

package io.alacran.workbench.internal;

import io.alacran.workbench.ResultColumn;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one column's value exactly: numbers without rounding, times as ISO 8601, whatever else as the database writes it. */
@FunctionalInterface
interface CellReader {

    @Nullable
    Object read(ResultSet row, int column) throws SQLException;

    /** PostgreSQL's types whose JDBC type says something else than what their text is. */
    Set<String> PLAIN_TEXT = Set.of("money", "bit", "varbit", "timetz", "interval", "year");

    /** The columns of a result, as the database describes them. */
    static List<ResultColumn> columns(ResultSetMetaData meta) throws SQLException {
        List<ResultColumn> columns = new ArrayList<>();
        for (int i = 1; i <= meta.getColumnCount(); i++) {
            String type = meta.getColumnTypeName(i);
            String named = type == null ? "" : type.toLowerCase(Locale.ROOT);
            columns.add(new ResultColumn(meta.getColumnLabel(i), named, kind(meta.getColumnType(i), named)));
        }
        return List.copyOf(columns);
    }

    private static ResultColumn.Kind kind(int jdbcType, String type) {
        if (ClickHouseValues.WIDE.matcher(type).matches()) {
            return ResultColumn.Kind.INTEGER;
        }
        if (type.equals("bool") || type.equals("boolean")) {
            return ResultColumn.Kind.BOOLEAN;
        }
        if (PLAIN_TEXT.contains(type)) {
            return ResultColumn.Kind.TEXT;
        }
        return switch (jdbcType) {
            case Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT -> ResultColumn.Kind.INTEGER;
            case Types.NUMERIC, Types.DECIMAL -> ResultColumn.Kind.DECIMAL;
            case Types.REAL, Types.FLOAT, Types.DOUBLE -> ResultColumn.Kind.FLOAT;
            case Types.BOOLEAN -> ResultColumn.Kind.BOOLEAN;
            case Types.BIT -> type.equals("bit") ? ResultColumn.Kind.BOOLEAN : ResultColumn.Kind.TEXT;
            case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB -> ResultColumn.Kind.BINARY;
            case Types.DATE, Types.TIME, Types.TIMESTAMP, Types.TIME_WITH_TIMEZONE, Types.TIMESTAMP_WITH_TIMEZONE ->
                ResultColumn.Kind.TIME;
            // SQL Server's datetimeoffset
            case -155 -> ResultColumn.Kind.TIME;
            default -> ResultColumn.Kind.TEXT;
        };
    }

    /** A reader for each column. */
    static CellReader[] readers(List<ResultColumn> columns, ResultSetMetaData meta, String client) throws SQLException {
        CellReader[] readers = new CellReader[columns.size()];
        for (int i = 0; i < readers.length; i++) {
            readers[i] = switch (client) {
                case "sqlite" -> CellReader::dynamic;
                case "clickhouse" -> clickHouse(columns.get(i), meta.isSigned(i + 1));
                default -> reader(columns.get(i).kind(), meta.isSigned(i + 1));
            };
        }
        return readers;
    }

    private static CellReader clickHouse(ResultColumn column, boolean signed) {
        if (ClickHouseValues.NESTED.matcher(column.type()).lookingAt()) {
            return ClickHouseValues.reader(column.type());
        }
        return reader(
                column.kind(),
                signed && !ClickHouseValues.WIDE.matcher(column.type()).matches());
    }

    private static CellReader reader(ResultColumn.Kind kind, boolean signed) {
        return switch (kind) {
            case INTEGER -> signed ? CellReader::integer : CellReader::unsigned;
            case BOOLEAN -> CellReader::bool;
            case BINARY -> ResultSet::getBytes;
            case TIME -> (row, i) -> IsoTimes.iso(row.getString(i));
            case DECIMAL, FLOAT, TEXT -> ResultSet::getString;
        };
    }

    private static @Nullable Object integer(ResultSet row, int i) throws SQLException {
        long value = row.getLong(i);
        return value == 0 && row.wasNull() ? null : (Object) value;
    }

    /** The largest do not fit a long. */
    private static @Nullable Object unsigned(ResultSet row, int i) throws SQLException {
        String digits = row.getString(i);
        return digits == null || digits.length() > 18 ? digits : (Object) Long.parseLong(digits);
    }

    private static @Nullable Object bool(ResultSet row, int i) throws SQLException {
        boolean value = row.getBoolean(i);
        return !value && row.wasNull() ? null : (Object) value;
    }

    /** SQLite: each value has a type of its own. */
    private static @Nullable Object dynamic(ResultSet row, int i) throws SQLException {
        Object value = row.getObject(i);
        return switch (value) {
            case null -> null;
            case Integer n -> (Object) n.longValue();
            case Long n -> n;
            case Double d -> d;
            case byte[] bytes -> bytes;
            default -> value.toString();
        };
    }
}

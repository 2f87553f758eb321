package io.alacran.workbench.internal;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Binds the values of a JSON array to the {@code ?} of a statement. */
final class Parameters {

    private Parameters() {}

    static void bind(PreparedStatement statement, List<@Nullable Object> values, String client) throws SQLException {
        for (int i = 0; i < values.size(); i++) {
            switch (values.get(i)) {
                case null -> statement.setNull(i + 1, Types.NULL);
                case Boolean b -> statement.setBoolean(i + 1, b);
                case Integer n -> statement.setInt(i + 1, n);
                case Long n -> statement.setLong(i + 1, n);
                case BigInteger n -> statement.setBigDecimal(i + 1, new BigDecimal(n));
                case Double d -> statement.setDouble(i + 1, d);
                case BigDecimal d -> statement.setBigDecimal(i + 1, d);
                case Object text
                when client.equals("postgres") ->
                    // without a type the server finds out itself, so that '2026-11-20' can be compared with a date
                    statement.setObject(i + 1, text.toString(), Types.OTHER);
                case Object text -> statement.setString(i + 1, text.toString());
            }
        }
    }
}

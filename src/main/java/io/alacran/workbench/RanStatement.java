package io.alacran.workbench;

import io.alacran.connection.NamedConnection;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A statement that ended, well or not.
 *
 * @param connection where it ran, as it was defined then
 * @param by who ran it
 * @param sql as it was sent, with its values
 * @param parameters for its {@code ?}
 * @param tookMillis from sending it to its last row, without the time that a slow reader of the rows took
 */
public record RanStatement(
        NamedConnection connection,
        String by,
        String sql,
        List<@Nullable Object> parameters,
        Instant endedAt,
        long tookMillis) {}

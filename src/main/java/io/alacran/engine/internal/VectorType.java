package io.alacran.engine.internal;

import java.lang.reflect.Field;
import org.mariadb.jdbc.client.DataType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The type VECTOR of MySQL 9. MariaDB's driver has no entry for it in its list of types by their number, and fails in the
 * middle of the answer at the first such column. With an entry such a column is read as the bytes that it is.
 *
 * @see <a href="https://dev.mysql.com/doc/dev/mysql-server/latest/field__types_8h.html">enum_field_types</a>
 */
final class VectorType {

    private static final Logger log = LoggerFactory.getLogger(VectorType.class);
    private static final int NUMBER = 242;

    private VectorType() {}

    /** Makes the driver know the type, unless it does by itself; for all its connections. */
    static void teach() {
        try {
            Field byNumber = DataType.class.getDeclaredField("typeMap");
            byNumber.setAccessible(true);
            DataType[] types = (DataType[]) byNumber.get(null);
            if (types != null && types[NUMBER] == null) {
                types[NUMBER] = DataType.LONGBLOB;
            }
        } catch (ReflectiveOperationException | RuntimeException e) {
            log.warn(
                    "MySQL's columns of the type VECTOR cannot be read: the driver has no list of types to add it to",
                    e);
        }
    }
}

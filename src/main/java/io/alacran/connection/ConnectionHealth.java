package io.alacran.connection;

import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Whether the databases behind the named connections answer. */
public interface ConnectionHealth {

    /** All connections by name, checked within the last seconds. */
    SortedMap<String, Health> all();

    /** @param error what was found; null when healthy */
    record Health(boolean healthy, @Nullable String error) {}
}

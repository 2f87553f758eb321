package io.alacran.workbench;

import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Why a statement failed.
 *
 * @param message in the database's own words
 * @param sqlState five characters of the SQL standard; null where the database gives none
 * @param position where in the script, as an offset counted from 0; empty when the database does not tell
 */
public record SqlError(String message, @Nullable String sqlState, OptionalInt position) {}

package io.alacran.workbench;

/**
 * A column of a result.
 *
 * @param name as the statement names it; may be empty and need not be unique
 * @param type as the database names it, such as {@code numeric}
 */
public record ResultColumn(String name, String type, Kind kind) {

    /** What its values are, as far as showing and exporting go. */
    public enum Kind {
        /** Whole numbers. */
        INTEGER,
        /** Exact numbers with a fraction. */
        DECIMAL,
        /** Numbers that are a float or a double in the database. */
        FLOAT,
        BOOLEAN,
        BINARY,
        /** Dates and times, in ISO 8601. */
        TIME,
        /** Everything else, and columns whose values differ in kind. */
        TEXT;

        /** Whether its values are right-aligned figures. */
        public boolean numeric() {
            return this == INTEGER || this == DECIMAL || this == FLOAT;
        }
    }
}

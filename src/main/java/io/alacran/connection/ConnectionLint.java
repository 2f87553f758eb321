package io.alacran.connection;

import java.util.List;
import java.util.Map;

/** Reads the named connections as an experienced colleague would, and says what is unclear or dangerous about each. */
public interface ConnectionLint {

    /** What there is to say about each, by its reference; connections about which there is nothing are left out. */
    Map<String, List<Finding>> findings();

    /**
     * Keeps a finding from being shown until {@link #restore}; a rename keeps that.
     *
     * @throws io.alacran.problem.ProblemException {@code NOT_FOUND} for an unknown connection or a finding it does not have
     */
    void dismiss(String connection, String finding);

    /** Shows a finding again. Nothing happens when it was not dismissed. */
    void restore(String connection, String finding);

    /**
     * One thing to think about.
     *
     * @param id stable and unique within a connection, such as {@code no-description}
     * @param field what of the connection it is about, by the API's name, such as {@code pool.max}
     * @param what was found, with the value
     * @param why it matters
     * @param remedy what to do about it
     * @param dismissed whether somebody has said that it is meant so
     */
    record Finding(String id, String field, String what, String why, String remedy, boolean dismissed) {

        /** One that nobody dismissed. */
        public Finding(String id, String field, String what, String why, String remedy) {
            this(id, field, what, why, remedy, false);
        }

        /** The same, dismissed. */
        public Finding asDismissed() {
            return new Finding(id, field, what, why, remedy, true);
        }
    }
}

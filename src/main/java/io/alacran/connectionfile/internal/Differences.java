package io.alacran.connectionfile.internal;

import io.alacran.connectionfile.ConnectionFiles.FieldChange;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What differs between two connections, field by field. */
final class Differences {

    private static final int LONGEST = 80;

    private Differences() {}

    static List<FieldChange> between(Map<String, String> before, Map<String, String> after) {
        List<FieldChange> differences = new ArrayList<>();
        Set<String> fields = new LinkedHashSet<>(before.keySet());
        fields.addAll(after.keySet());
        for (String field : fields) {
            String from = before.get(field);
            String to = after.get(field);
            if (!java.util.Objects.equals(from, to)) {
                differences.add(new FieldChange(field, shown(from), shown(to)));
            }
        }
        return differences;
    }

    private static @org.jspecify.annotations.Nullable String shown(@org.jspecify.annotations.Nullable String text) {
        if (text == null) {
            return null;
        }
        String line = text.replaceAll("\\s*\\R\\s*", " ").replaceAll("\\p{Cntrl}", "?");
        return line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line;
    }
}

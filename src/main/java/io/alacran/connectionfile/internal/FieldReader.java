package io.alacran.connectionfile.internal;

import io.alacran.connectionfile.internal.Value.Fields;
import io.alacran.connectionfile.internal.Value.Items;
import io.alacran.connectionfile.internal.Value.Text;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the fields of one thing in a file; whatever is of a wrong kind is named with its line and counts as left out. */
final class FieldReader {

    private final String path;
    private final Mistakes mistakes;
    private final Set<String> wrong = new HashSet<>();

    /** @param path what messages begin with, such as {@code production.shop.} */
    FieldReader(String path, Mistakes mistakes) {
        this.path = path;
        this.mistakes = mistakes;
    }

    void unknown(Fields f, String prefix, List<String> known) {
        ConnectionFile.unknown(f, known, path + prefix, mistakes);
    }

    /** Whether something was said of that field already, or of what is around it. */
    boolean isWrong(String field) {
        return wrong.stream().anyMatch(w -> field.equals(w) || field.startsWith(w + ".") || field.startsWith(w + "["));
    }

    void wrong(int line, String field, String why) {
        wrong.add(field);
        mistakes.add(line, path + field + ": " + why);
    }

    /** @param known null where what is in it is looked at later */
    @Nullable
    Fields inner(Fields f, String name, @Nullable List<String> known) {
        Value value = f.get(name);
        if (value instanceof Fields inner) {
            if (known != null) {
                unknown(inner, name + ".", known);
            }
            return inner;
        }
        if (value != null) {
            wrong(f.lineOf(name), name, "is " + value.kind() + ", not names with values");
        }
        return null;
    }

    @Nullable
    String text(Fields f, String prefix, String name) {
        Value value = f.get(name);
        if (value instanceof Text text) {
            return text.text();
        }
        if (value != null) {
            wrong(f.lineOf(name), prefix + name, "is " + value.kind() + ", not a text");
        }
        return null;
    }

    @Nullable
    Boolean flag(Fields f, String prefix, String name) {
        String text = text(f, prefix, name);
        if (text == null || text.equals("true") || text.equals("false")) {
            return text == null ? null : Boolean.valueOf(text);
        }
        wrong(f.lineOf(name), prefix + name, "'" + ConnectionFile.shown(text) + "' is not true or false");
        return null;
    }

    @Nullable
    Long number(Fields f, String prefix, String name) {
        return number(f, prefix, name, 15);
    }

    @Nullable
    Integer integer(Fields f, String prefix, String name) {
        Long number = number(f, prefix, name, 9);
        return number == null ? null : number.intValue();
    }

    private @Nullable Long number(Fields f, String prefix, String name, int digits) {
        String text = text(f, prefix, name);
        if (text == null || text.matches("-?[0-9]{1," + digits + "}")) {
            return text == null ? null : Long.valueOf(text);
        }
        wrong(f.lineOf(name), prefix + name, "'" + ConnectionFile.shown(text) + "' is not a whole number");
        return null;
    }

    /** Null where it is left out. */
    @Nullable
    List<String> texts(Fields f, String name) {
        List<Value> items = items(f, name);
        if (items == null) {
            return null;
        }
        List<String> texts = new ArrayList<>();
        for (Value item : items) {
            if (item instanceof Text text) {
                texts.add(text.text());
            } else {
                wrong(item.line(), name, "has " + item.kind() + " in it, not only texts");
            }
        }
        return texts;
    }

    /** Null where it is left out. */
    @Nullable
    List<Value> items(Fields f, String name) {
        Value value = f.get(name);
        if (value instanceof Items list) {
            return list.items();
        }
        if (value != null) {
            wrong(f.lineOf(name), name, "is " + value.kind() + ", not a list");
        }
        return null;
    }
}

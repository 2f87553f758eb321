package io.alacran.connectionfile.internal;

import io.alacran.connectionfile.ConnectionFiles.Note;
import io.alacran.connectionfile.internal.JsValue.Array;
import io.alacran.connectionfile.internal.JsValue.Literal;
import io.alacran.connectionfile.internal.JsValue.Mixed;
import io.alacran.connectionfile.internal.JsValue.Obj;
import io.alacran.connectionfile.internal.JsValue.Opaque;
import io.alacran.connectionfile.internal.JsValue.Variable;
import io.alacran.connectionfile.internal.Value.Fields;
import io.alacran.connectionfile.internal.Value.Items;
import io.alacran.connectionfile.internal.Value.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Values of JavaScript as texts, numbers, flags and lists of a file; what is not known without running it is named. */
final class JsPlain {

    private static final int DEEPEST = 20;
    private static final int MOST = 1_000;

    private final String path;
    private final List<Note> notes;
    private int values;

    JsPlain(String path, List<Note> notes) {
        this.path = path;
        this.notes = notes;
    }

    /** With placeholders where it comes from the environment. */
    Optional<String> text(String name, @Nullable JsValue value) {
        return switch (value) {
            case null -> Optional.empty();
            case Literal literal -> {
                if (literal.text().contains("${")) {
                    leftOut(value, name, "has a ${ in it, which begins a placeholder here");
                }
                yield literal.value() == null ? Optional.empty() : Optional.of(literal.text());
            }
            case Mixed mixed -> Optional.of(mixed.text());
            case Variable variable -> {
                JsValue fallback = variable.fallback();
                if (fallback != null && !(fallback instanceof Literal literal && !literal.truthy())) {
                    leftOut(
                            value,
                            name,
                            "what it would be without the variable " + variable.name() + " is not taken over");
                }
                yield Optional.of("${" + variable.name() + "}");
            }
            default -> {
                opaque(name, value);
                yield Optional.empty();
            }
        };
    }

    /** A number; one of the environment has to have a number for the case that it is not set. */
    Optional<Long> number(String name, @Nullable JsValue value) {
        if (value instanceof Variable variable) {
            Optional<Long> usual = variable.fallback() == null ? Optional.empty() : number(name, variable.fallback());
            leftOut(
                    value,
                    name,
                    "a number cannot come from the variable " + variable.name()
                            + usual.map(n -> "; " + n + ", which it is without it, is taken")
                                    .orElse(""));
            return usual;
        }
        Optional<String> text = text(name, value);
        if (text.isPresent() && !text.get().matches("-?[0-9]{1,15}")) {
            leftOut(value, name, "is not a whole number");
            return Optional.empty();
        }
        return text.map(Long::valueOf);
    }

    /** Empty for what is neither, which is named. */
    Optional<Boolean> flag(String name, @Nullable JsValue value) {
        if (value instanceof Literal literal && literal.value() instanceof Boolean flag) {
            return Optional.of(flag);
        }
        opaque(name, value);
        return Optional.empty();
    }

    /** Everything in it, as it is. */
    Fields fields(Obj object) {
        return fields("", object, 0);
    }

    private Fields fields(String prefix, Obj object, int depth) {
        Fields fields = new Fields(object.line());
        object.unknown().forEach(o -> opaque(prefix + "…", o));
        object.members().forEach((name, value) -> {
            Value plain = plain(prefix + name, value, depth + 1);
            if (plain != null) {
                fields.put(name, plain);
            }
        });
        return fields;
    }

    private @Nullable Value plain(String name, JsValue value, int depth) {
        if (depth > DEEPEST || ++values > MOST) {
            return null;
        }
        return switch (value) {
            case Obj object -> fields(name + ".", object, depth);
            case Array array -> {
                List<Value> items = new ArrayList<>();
                for (JsValue item : array.items()) {
                    Value plain = plain(name, item, depth + 1);
                    if (plain != null) {
                        items.add(plain);
                    }
                }
                yield new Items(value.line(), items);
            }
            case Literal literal when literal.value() == null -> null;
            case Literal literal -> new Text(value.line(), literal.text(), !(literal.value() instanceof String));
            default ->
                text(name, value)
                        .map(text -> new Text(value.line(), text, false))
                        .orElse(null);
        };
    }

    void opaque(String name, @Nullable JsValue value) {
        if (value != null) {
            leftOut(
                    value,
                    name,
                    value instanceof Opaque o
                            ? "is left out, it is " + o.what() + ", which is not run"
                            : "is left out, it is not what is expected here");
        }
    }

    void leftOut(@Nullable JsValue value, String name, String why) {
        notes.add(new Note(value == null ? 0 : value.line(), path + "." + ConnectionFile.shown(name) + ": " + why));
    }
}

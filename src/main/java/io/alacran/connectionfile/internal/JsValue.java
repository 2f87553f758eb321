package io.alacran.connectionfile.internal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an expression of a JavaScript file comes to, as far as that is known without running it. */
sealed interface JsValue {

    /** Counted from 1. */
    int line();

    /** @param value a String, a Double, a Boolean or null */
    record Literal(int line, @Nullable Object value) implements JsValue {

        /** As JavaScript makes a text of it. */
        String text() {
            if (value instanceof Double number && number == Math.rint(number) && Math.abs(number) < 1e15) {
                return Long.toString(number.longValue());
            }
            return String.valueOf(value);
        }

        boolean truthy() {
            return value != null && !value.equals("") && !value.equals(0.0) && !value.equals(false);
        }

        @Override
        public String toString() {
            return "Literal@" + line;
        }
    }

    /** A text with placeholders in it. */
    record Mixed(int line, String text) implements JsValue {}

    /** {@code process.env.NAME}. */
    record Variable(int line, String name, @Nullable JsValue fallback) implements JsValue {}

    /** @param unknown what is in it, or goes into it, that is not known; with lines */
    record Obj(int line, Map<String, JsValue> members, List<Opaque> unknown) implements JsValue {

        Obj(int line) {
            this(line, new LinkedHashMap<>(), new java.util.ArrayList<>());
        }
    }

    /** An array. */
    record Array(int line, List<JsValue> items) implements JsValue {}

    /** One member of an object, by a variable of the environment: {@code connections[process.env.NODE_ENV]}. */
    record Choice(int line, Obj from) implements JsValue {}

    /** {@code Object.keys(…)}, and with {@code [0]} its first. */
    record Keys(int line, JsValue of, boolean first) implements JsValue {}

    /** Only known by running it. @param what for people, such as {@code a function}; never has arguments in it */
    record Opaque(int line, String what) implements JsValue {}
}

package io.alacran.connectionfile.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** A part of a file, with the line on which it begins, counted from 1; 0 where it does not come from a file. */
sealed interface Value {

    int line();

    /** Such as {@code a text}. */
    String kind();

    /**
     * A scalar.
     *
     * @param plain whether it may be a number or a flag; quoted texts are texts
     */
    record Text(int line, String text, boolean plain) implements Value {

        @Override
        public String kind() {
            return "a text";
        }

        @Override
        public String toString() {
            return "Text@" + line;
        }
    }

    /** Nothing, which is as if it were left out. */
    record Nothing(int line) implements Value {

        @Override
        public String kind() {
            return "nothing";
        }
    }

    /** A list. */
    record Items(int line, List<Value> items) implements Value {

        @Override
        public String kind() {
            return "a list";
        }
    }

    /** Names with values, in order. */
    record Fields(int line, Map<String, Field> all) implements Value {

        Fields(int line) {
            this(line, new LinkedHashMap<>());
        }

        @Override
        public String kind() {
            return "names with values";
        }

        @Nullable
        Value get(String name) {
            Field field = all.get(name);
            return field == null || field.value() instanceof Nothing ? null : field.value();
        }

        /** At a path of names; empty where it is not there or no scalar. */
        Optional<String> text(String... path) {
            Value at = this;
            for (String name : path) {
                at = at instanceof Fields fields ? fields.get(name) : null;
            }
            return at instanceof Text text ? Optional.of(text.text()) : Optional.empty();
        }

        boolean isOn(String name) {
            return text(name).filter("true"::equals).isPresent();
        }

        Optional<Fields> fields(String name) {
            return get(name) instanceof Fields fields ? Optional.of(fields) : Optional.empty();
        }

        void put(String name, Value value) {
            all.put(name, new Field(value.line(), value));
        }

        /** Nothing happens for what is null. */
        void put(int line, String name, @Nullable Object value) {
            if (value != null) {
                put(name, new Text(line, value.toString(), !(value instanceof String)));
            }
        }

        /** Those of that name, made when they are not there. */
        Fields in(int line, String name) {
            return fields(name).orElseGet(() -> {
                Fields made = new Fields(line);
                put(name, made);
                return made;
            });
        }

        /** Every scalar and list by its path, such as {@code tls.mode}. */
        void each(BiConsumer<String, Value> leaf) {
            each("", leaf);
        }

        private void each(String prefix, BiConsumer<String, Value> leaf) {
            all.forEach((name, field) -> {
                if (field.value() instanceof Fields inner) {
                    inner.each(prefix + name + ".", leaf);
                } else if (!(field.value() instanceof Nothing)) {
                    leaf.accept(prefix + name, field.value());
                }
            });
        }

        /** By path, lists as one text. */
        Map<String, String> flat() {
            Map<String, String> flat = new LinkedHashMap<>();
            each((path, value) -> flat.put(path, shown(value)));
            return flat;
        }

        private static String shown(Value value) {
            if (value instanceof Items list) {
                List<String> items = new ArrayList<>();
                list.items().forEach(item -> items.add(shown(item)));
                return String.join(", ", items);
            }
            return value instanceof Text text ? text.text() : "";
        }

        /** The line of what an error is about, such as {@code tls.caPem}; that of what is around it where it is not there. */
        int lineOf(String path) {
            Field whole = all.get(path);
            if (whole != null) {
                return whole.line();
            }
            int dot = path.indexOf('.');
            Field outer = dot < 0 ? null : all.get(path.substring(0, dot));
            if (outer == null) {
                return line;
            }
            int inner = outer.value() instanceof Fields fields ? fields.lineOf(path.substring(dot + 1)) : 0;
            return Math.max(inner, outer.line());
        }
    }

    /** @param line where its name stands */
    record Field(int line, Value value) {}
}

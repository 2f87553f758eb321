package io.alacran.connectionfile.internal;

import io.alacran.connection.PoolSetting;
import io.alacran.connectionfile.ConnectionFiles.Note;
import io.alacran.connectionfile.internal.JsValue.Array;
import io.alacran.connectionfile.internal.JsValue.Literal;
import io.alacran.connectionfile.internal.JsValue.Obj;
import io.alacran.connectionfile.internal.JsValue.Opaque;
import io.alacran.connectionfile.internal.Value.Fields;
import io.alacran.engine.Dialect;
import io.alacran.engine.Dialect.Feature;
import io.alacran.engine.Dialects;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One connection in Knex's words, in ours. Whatever is not taken over is named with its line. */
final class JsConnection {

    /** What Knex calls them, beside the aliases of the dialects. */
    private static final Map<String, String> OTHER_CLIENTS = Map.of("pgnative", "postgres", "tedious", "mssql");

    private final Dialects dialects;
    private final List<Note> notes;

    JsConnection(Dialects dialects, List<Note> notes) {
        this.dialects = dialects;
        this.notes = notes;
    }

    /** Empty where it is left out as a whole. */
    Optional<Fields> read(String path, Obj config) {
        JsPlain plain = new JsPlain(path, notes);
        config.unknown().forEach(o -> plain.opaque("…", o));
        Optional<Dialect> dialect = plain.text("client", config.members().get("client"))
                .flatMap(word -> dialects.called(OTHER_CLIENTS.getOrDefault(word, word)));
        if (dialect.isEmpty()) {
            notes.add(new Note(
                    config.line(), path + ": is left out, since its client is none of those that are possible here"));
            return Optional.empty();
        }
        Fields fields = new Fields(config.line());
        fields.put(lineOf(config, "client"), "client", dialect.get().client());
        Fields pool = new Fields(config.line());
        config.members().forEach((name, value) -> {
            switch (name) {
                case "client" -> {}
                case "connection" -> {}
                case "useNullAsDefault" -> {}
                case "searchPath" -> schema(plain, value, dialect.get(), fields);
                case "pool" -> pool(plain, value, pool);
                case "acquireConnectionTimeout" -> wait(plain, value, pool);
                case "migrations" -> {
                    if (value instanceof Obj kept) {
                        fields.put("migrations", new JsPlain(path + ".migrations", notes).fields(kept));
                    } else {
                        plain.opaque(name, value);
                    }
                }
                default -> plain.leftOut(value, name, notHere(value));
            }
        });
        int line = lineOf(config, "connection");
        JsPlace place = new JsPlace(
                plain,
                dialects,
                dialect.get(),
                fields,
                why -> notes.add(new Note(line, path + ": is left out, since " + why)));
        if (!place.read(config.members().get("connection"))) {
            return Optional.empty();
        }
        if (!pool.all().isEmpty()) {
            fields.put("pool", pool);
        }
        return Optional.of(fields);
    }

    private static int lineOf(Obj object, String name) {
        JsValue value = object.members().get(name);
        return value == null ? object.line() : value.line();
    }

    static String notHere(@Nullable JsValue value) {
        return value instanceof Opaque o
                ? "is left out, it is " + o.what() + ", which is not run"
                : "is left out, there is nothing like it here";
    }

    /** A session has one schema here, which is quoted; Knex also takes several apart at their commas. */
    private static void schema(JsPlain plain, JsValue value, Dialect dialect, Fields fields) {
        JsValue first = value instanceof Array array && array.items().size() == 1
                ? array.items().getFirst()
                : value;
        boolean several = first instanceof Array array && array.items().size() > 1
                || first instanceof Literal literal && literal.text().contains(",");
        if (!dialect.features().contains(Feature.SCHEMA)) {
            plain.leftOut(value, "searchPath", notHere(value));
        } else if (several) {
            plain.leftOut(value, "searchPath", "is left out, these are several schemas and one is possible here");
        } else {
            plain.text("searchPath", first).ifPresent(schema -> fields.put(value.line(), "schema", schema));
        }
    }

    private static void pool(JsPlain plain, JsValue value, Fields pool) {
        if (!(value instanceof Obj object)) {
            plain.opaque("pool", value);
            return;
        }
        object.unknown().forEach(o -> plain.opaque("pool.…", o));
        object.members().forEach((name, member) -> {
            Optional<PoolSetting> setting = PoolSetting.of(name);
            if (setting.isEmpty()) {
                plain.leftOut(
                        member,
                        "pool." + name,
                        name.equals("afterCreate") ? "is left out, it is a function; use initSql" : notHere(member));
            } else if (setting.get().isFlag()) {
                plain.flag("pool." + name, member).ifPresent(flag -> pool.put(member.line(), name, flag));
            } else {
                plain.number("pool." + name, member).ifPresent(number -> pool.put(member.line(), name, number));
            }
        });
    }

    /** Of the two waits that Knex has, the smaller one counts. */
    private static void wait(JsPlain plain, JsValue value, Fields pool) {
        plain.number("acquireConnectionTimeout", value).ifPresent(millis -> {
            String name = PoolSetting.ACQUIRE_TIMEOUT.word();
            long present = pool.text(name).map(Long::valueOf).orElse(Long.MAX_VALUE);
            pool.put(value.line(), name, Math.min(present, millis));
        });
    }
}

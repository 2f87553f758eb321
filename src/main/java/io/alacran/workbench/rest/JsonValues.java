package io.alacran.workbench.rest;

import io.alacran.workbench.ResultColumn;
import io.alacran.workbench.Values;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Writes a value as JSON. */
final class JsonValues {

    private JsonValues() {}

    static void write(JsonGenerator json, @Nullable Object value, ResultColumn.Kind kind) {
        switch (Values.json(value, kind)) {
            case null -> json.writeNull();
            case Boolean b -> json.writeBoolean(b);
            case Long n -> json.writeNumber(n);
            case Double d -> json.writeNumber(d);
            case Object text -> json.writeString(text.toString());
        }
    }
}

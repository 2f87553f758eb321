package io.alacran.workbench.rest;

import io.alacran.workbench.ResultColumn;
import io.alacran.workbench.internal.RowWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.io.SerializedString;
import tools.jackson.core.json.JsonFactory;

/** One JSON object a line; a column whose name was there before gets a number, such as {@code id_2}. */
class NdjsonRowWriter implements RowWriter {

    private final OutputStream out;
    private final JsonGenerator json;
    private SerializedString[] names = {};
    private ResultColumn.Kind[] kinds = {};

    NdjsonRowWriter(OutputStream out) {
        this.out = out;
        json = JsonFactory.builder()
                .rootValueSeparator(new SerializedString("\n"))
                .build()
                .createGenerator(ObjectWriteContext.empty(), out);
    }

    @Override
    public void begin(List<ResultColumn> columns) {
        Set<String> taken = new HashSet<>();
        names = new SerializedString[columns.size()];
        kinds = new ResultColumn.Kind[columns.size()];
        for (int i = 0; i < names.length; i++) {
            String name = columns.get(i).name();
            for (int n = 2; !taken.add(name); n++) {
                name = columns.get(i).name() + "_" + n;
            }
            names[i] = new SerializedString(name);
            kinds[i] = columns.get(i).kind();
        }
    }

    @Override
    public void row(@Nullable Object[] values) throws IOException {
        try {
            json.writeStartObject();
            for (int i = 0; i < values.length; i++) {
                json.writeName(names[i]);
                JsonValues.write(json, values[i], kinds[i]);
            }
            json.writeEndObject();
        } catch (JacksonIOException e) {
            throw e.getCause();
        }
    }

    @Override
    public void flush() throws IOException {
        try {
            json.flush();
        } catch (JacksonIOException e) {
            throw e.getCause();
        }
        out.flush();
    }
}

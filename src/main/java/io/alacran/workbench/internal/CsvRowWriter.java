package io.alacran.workbench.internal;

import io.alacran.workbench.ResultColumn;
import io.alacran.workbench.Values;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.QuoteMode;
import org.jspecify.annotations.Nullable;

/**
 * CSV after RFC 4180: a header, lines that end in CR LF, null as nothing and the empty text as two quotes, as PostgreSQL
 * has it. Values are written as they are: one that starts with {@code =} stays so, since a script needs the data unchanged;
 * a spreadsheet may take it for a formula.
 */
public class CsvRowWriter implements RowWriter {

    private static final CSVFormat PLAIN = CSVFormat.RFC4180;
    private static final CSVFormat QUOTED =
            PLAIN.builder().setQuoteMode(QuoteMode.ALL).get();

    private final BufferedWriter out;

    public CsvRowWriter(OutputStream out) {
        this.out = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), 32 * 1024);
    }

    @Override
    public void begin(List<ResultColumn> columns) throws IOException {
        row(columns.stream().map(ResultColumn::name).toArray());
    }

    @Override
    public void row(@Nullable Object[] values) throws IOException {
        boolean first = true;
        for (Object value : values) {
            String text = Values.text(value);
            CSVFormat format = text != null && text.isEmpty() ? QUOTED : PLAIN;
            format.print(text, out, first);
            first = false;
        }
        PLAIN.println(out);
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }
}

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
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/**
 * CSV after RFC 4180: a header, lines that end in CR LF, null as nothing. Values are written as they are: one that starts
 * with {@code =} stays so, since a script needs the data unchanged; a spreadsheet may take it for a formula.
 */
public class CsvRowWriter implements RowWriter {

    private final CSVPrinter printer;

    public CsvRowWriter(OutputStream out) throws IOException {
        printer = new CSVPrinter(
                new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), 32 * 1024), CSVFormat.RFC4180);
    }

    @Override
    public void begin(List<ResultColumn> columns) throws IOException {
        for (ResultColumn column : columns) {
            printer.print(column.name());
        }
        printer.println();
    }

    @Override
    public void row(@Nullable Object[] values) throws IOException {
        for (Object value : values) {
            printer.print(Values.text(value));
        }
        printer.println();
    }

    @Override
    public void flush() throws IOException {
        printer.flush();
    }
}

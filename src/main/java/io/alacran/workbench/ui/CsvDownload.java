package io.alacran.workbench.ui;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.AttachmentType;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.server.streams.DownloadEvent;
import io.alacran.workbench.Spool;
import io.alacran.workbench.StatementResult;
import io.alacran.workbench.internal.CsvRowWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Saves a result as CSV: its rows stream from the spool, with every value in full, and nothing is run again. */
class CsvDownload extends Anchor {

    private static final int ROWS_AT_ONCE = 500;

    private transient @Nullable Spool offered;

    CsvDownload() {
        addClassName("csv-download");
        add(VaadinIcon.DOWNLOAD_ALT.create());
        add("CSV");
        getElement().setAttribute("title", "Save these rows as CSV");
        setVisible(false);
    }

    /** @param name what the file is called, without its ending */
    void offer(String name, StatementResult result, Spool spool) {
        if (offered != spool) {
            offered = spool;
            setHref(event -> send(event, name, result, spool), AttachmentType.DOWNLOAD);
        }
        setVisible(true);
    }

    private static void send(DownloadEvent event, String name, StatementResult result, Spool spool) throws IOException {
        event.setFileName(name + ".csv");
        event.setContentType("text/csv;charset=UTF-8");
        // Closed only when all is written: an end in the middle must not look like the end of the file.
        OutputStream out = event.getOutputStream();
        write(out, result, spool);
        out.close();
    }

    /** Writes what the spool holds by now. */
    static void write(OutputStream out, StatementResult result, Spool spool) throws IOException {
        CsvRowWriter csv = new CsvRowWriter(out);
        csv.begin(result.columns());
        long last = spool.rowCount();
        for (long from = 0; from < last; from += ROWS_AT_ONCE) {
            List<@Nullable Object[]> rows = spool.rows(from, (int) Math.min(ROWS_AT_ONCE, last - from));
            for (@Nullable Object[] row : rows) {
                csv.row(full(spool, row));
            }
        }
        csv.flush();
    }

    private static @Nullable Object[] full(Spool spool, @Nullable Object[] row) throws IOException {
        @Nullable Object[] values = new @Nullable Object[row.length];
        for (int i = 0; i < row.length; i++) {
            values[i] = spool.full(row[i]);
        }
        return values;
    }
}

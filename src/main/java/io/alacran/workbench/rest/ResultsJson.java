package io.alacran.workbench.rest;

import io.alacran.connection.ConnectionReference;
import io.alacran.workbench.AnsweredBy;
import io.alacran.workbench.Query;
import io.alacran.workbench.ResultColumn;
import io.alacran.workbench.Spool;
import io.alacran.workbench.StatementResult;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes the results of a query as one JSON object, page by page from their spools. */
final class ResultsJson {

    private static final int PAGE = 500;
    private static final JsonFactory JSON = JsonFactory.builder().build();

    private ResultsJson() {}

    static void write(Query query, OutputStream out) throws IOException {
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            json.writeStringProperty("id", query.id());
            json.writeArrayPropertyStart("results");
            for (StatementResult result : query.results()) {
                write(result, query.request().connectionOf(result.statement()), json);
            }
            json.writeEndArray();
            List<String> members = query.results().stream()
                    .map(StatementResult::answeredBy)
                    .filter(Objects::nonNull)
                    .map(AnsweredBy::member)
                    .distinct()
                    .toList();
            if (members.size() == 1) {
                json.writeStringProperty("member", members.getFirst());
            }
            json.writeNumberProperty("resultsLeftOut", query.resultsLeftOut());
            json.writeNumberProperty("tookMs", query.elapsedMs());
            json.writeEndObject();
        }
    }

    private static void write(StatementResult result, String connection, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringProperty("connection", ConnectionReference.nameOf(connection));
        ConnectionReference.of(connection).ifPresent(of -> json.writeStringProperty("environment", of.environment()));
        AnsweredBy by = result.answeredBy();
        if (by != null) {
            json.writeStringProperty("member", by.member());
            json.writeStringProperty("memberReason", by.reason());
        }
        json.writeArrayPropertyStart("columns");
        for (ResultColumn column : result.columns()) {
            json.writeStartObject();
            json.writeStringProperty("name", column.name());
            json.writeStringProperty("type", column.type());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayPropertyStart("rows");
        Spool spool = result.spool();
        if (spool != null) {
            rows(result.columns(), spool, json);
        }
        json.writeEndArray();
        json.writeNumberProperty("rowCount", result.rowCount());
        if (result.updateCount().isPresent()) {
            json.writeNumberProperty("updateCount", result.updateCount().getAsLong());
        } else {
            json.writeNullProperty("updateCount");
        }
        json.writeBooleanProperty("truncated", result.truncated() != null);
        json.writeNumberProperty("tookMs", result.tookMs().orElse(0));
        json.writeArrayPropertyStart("warnings");
        for (String warning : result.warnings()) {
            json.writeString(warning);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void rows(List<ResultColumn> columns, Spool spool, JsonGenerator json) throws IOException {
        for (long from = 0; from < spool.rowCount(); from += PAGE) {
            for (@Nullable Object[] row : spool.rows(from, PAGE)) {
                json.writeStartArray();
                for (int i = 0; i < row.length; i++) {
                    JsonValues.write(json, spool.full(row[i]), columns.get(i).kind());
                }
                json.writeEndArray();
            }
        }
    }
}

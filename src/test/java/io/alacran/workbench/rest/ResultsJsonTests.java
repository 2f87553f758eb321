package io.alacran.workbench.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.alacran.workbench.AnsweredBy;
import io.alacran.workbench.Query;
import io.alacran.workbench.QueryRequest;
import io.alacran.workbench.ScriptSplitter;
import io.alacran.workbench.SqlStatement;
import io.alacran.workbench.StatementResult;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ResultsJsonTests {

    private static final SqlStatement STATEMENT =
            ScriptSplitter.split("delete from t", "postgres").getFirst();

    @Test
    void whoAnsweredAllOfItIsSaidOnceForAll() throws IOException {
        JsonNode one = written("shop-a", "shop-a");
        assertThat(one.get("member").asString()).isEqualTo("shop-a");
        assertThat(one.at("/results/1/member").asString()).isEqualTo("shop-a");
        assertThat(one.at("/results/1/memberReason").asString()).isEqualTo("because");

        JsonNode several = written("shop-a", "shop-main");
        assertThat(several.has("member")).isFalse();
        assertThat(several.at("/results/0/member").asString()).isEqualTo("shop-a");
        assertThat(several.at("/results/1/member").asString()).isEqualTo("shop-main");

        JsonNode none = written(null, null);
        assertThat(none.has("member")).isFalse();
        assertThat(none.at("/results/0").has("member")).isFalse();
    }

    /** @param members who answered each statement; null where it was a connection by itself */
    private static JsonNode written(@Nullable String... members) throws IOException {
        List<StatementResult> results = Stream.of(members)
                .map(member -> {
                    StatementResult result = new StatementResult(STATEMENT, List.of(), 0);
                    result.answeredBy(member == null ? null : new AnsweredBy(member, "because"));
                    return result;
                })
                .toList();
        Query query = mock(Query.class);
        when(query.id()).thenReturn("q");
        when(query.request()).thenReturn(QueryRequest.of("shop@development", List.of(STATEMENT)));
        when(query.results()).thenReturn(results);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ResultsJson.write(query, out);
        return JsonMapper.shared().readTree(out.toByteArray());
    }
}

package io.alacran.workbench.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.alacran.connection.ConnectionGroup;
import io.alacran.connection.ConnectionGroup.Balance;
import io.alacran.connection.Connections;
import io.alacran.connection.Groups;
import io.alacran.connection.NamedConnection;
import io.alacran.problem.ProblemException;
import io.alacran.workbench.Queries;
import io.alacran.workbench.Query;
import io.alacran.workbench.QueryRequest;
import io.alacran.workbench.SqlError;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class QueryControllerTests {

    @Test
    void aFullDiskIsTheConsolesTroubleAndNotTheStatements() {
        Query query = mock(Query.class);
        when(query.id()).thenReturn("q");
        when(query.state()).thenReturn(Query.State.FAILED);
        when(query.failure()).thenReturn(Optional.of(new IOException("No space left on device")));
        when(query.error())
                .thenReturn(Optional.of(
                        new SqlError("The rows could not be kept: No space left", null, OptionalInt.empty())));
        Queries queries = mock(Queries.class);
        when(queries.run(any())).thenReturn(query);
        Connections connections = mock(Connections.class);
        when(connections.get("shop"))
                .thenReturn(NamedConnection.managed("development", "shop", null, "sqlite", "shop"));
        QueryController controller = new QueryController(queries, connections, mock(Groups.class));

        assertThatThrownBy(() -> controller.json(
                        "shop",
                        new QueryBody(null, "select 1", null, null, null, null),
                        new MockHttpServletRequest(),
                        new MockHttpServletResponse()))
                .hasMessageContaining("No space left")
                .isInstanceOfSatisfying(
                        ProblemException.class, e -> assertThat(e.kind()).isEqualTo(ProblemException.Kind.UNAVAILABLE));
    }

    @Test
    void whoSeesWhatTheyWroteIsATokenOrASessionOfItAndNeverTheTokenItself() {
        Queries queries = mock(Queries.class);
        ConnectionGroup group = new ConnectionGroup(
                "g",
                "shop",
                "staging",
                null,
                "postgres",
                "main",
                List.of(),
                Balance.ROUND_ROBIN,
                null,
                0,
                List.of(),
                Instant.EPOCH);
        Groups groups = mock(Groups.class);
        when(groups.find("shop")).thenReturn(Optional.of(group));
        QueryController controller = new QueryController(queries, mock(Connections.class), groups);

        QueryRequest plain = asked(queries, controller, "Bearer alc_one", null, null);
        assertThat(plain.connection()).isEqualTo("shop@staging");
        assertThat(plain.session()).isNotNull().doesNotContain("alc_one");
        assertThat(asked(queries, controller, "Bearer alc_one", null, null).session())
                .isEqualTo(plain.session());
        assertThat(asked(queries, controller, "Bearer alc_two", null, null).session())
                .isNotEqualTo(plain.session());
        QueryRequest named = asked(queries, controller, "Bearer alc_one", "nightly", null);
        assertThat(named.session()).isNotEqualTo(plain.session()).endsWith(" nightly");
        assertThat(asked(queries, controller, "Bearer alc_one", null, "nightly").session())
                .isEqualTo(named.session());
    }

    private static QueryRequest asked(
            Queries queries, QueryController controller, String token, @Nullable String body, @Nullable String header) {
        MockHttpServletRequest call = new MockHttpServletRequest();
        call.addHeader("Authorization", token);
        if (header != null) {
            call.addHeader("X-Alacran-Session", header);
        }
        AtomicReference<QueryRequest> asked = new AtomicReference<>();
        doAnswer(run -> {
                    asked.set(run.getArgument(0));
                    throw new ProblemException(ProblemException.Kind.UNAVAILABLE, "nothing is run here");
                })
                .when(queries)
                .run(any(QueryRequest.class));
        assertThatThrownBy(() -> controller.json(
                        "shop",
                        new QueryBody(null, "select 1", null, null, null, body),
                        call,
                        new MockHttpServletResponse()))
                .hasMessage("nothing is run here");
        return Objects.requireNonNull(asked.get());
    }
}

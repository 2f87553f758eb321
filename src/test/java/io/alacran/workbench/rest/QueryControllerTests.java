package io.alacran.workbench.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.alacran.connection.Connections;
import io.alacran.connection.NamedConnection;
import io.alacran.problem.ProblemException;
import io.alacran.workbench.Queries;
import io.alacran.workbench.Query;
import io.alacran.workbench.SqlError;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
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
        NamedConnection connection = mock(NamedConnection.class);
        when(connection.client()).thenReturn("sqlite");
        Connections connections = mock(Connections.class);
        when(connections.get("shop")).thenReturn(connection);
        QueryController controller = new QueryController(queries, connections);

        assertThatThrownBy(() -> controller.json(
                        "shop", new QueryBody(null, "select 1", null, null, null), new MockHttpServletResponse()))
                .hasMessageContaining("No space left")
                .isInstanceOfSatisfying(
                        ProblemException.class, e -> assertThat(e.kind()).isEqualTo(ProblemException.Kind.UNAVAILABLE));
    }
}

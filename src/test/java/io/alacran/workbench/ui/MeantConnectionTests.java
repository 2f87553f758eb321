package io.alacran.workbench.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.alacran.connection.ChosenEnvironment;
import io.alacran.connection.Connections;
import io.alacran.connection.Groups;
import io.alacran.connection.NamedConnection;
import java.util.List;
import org.junit.jupiter.api.Test;

class MeantConnectionTests {

    private final Connections connections = mock(Connections.class);
    private final ChosenEnvironment chosen = mock(ChosenEnvironment.class);
    private final MeantConnection meant = new MeantConnection(connections, mock(Groups.class), chosen);

    @Test
    void toADatabaseLeadsTheDefaultHereElseTheOneOfItsNameAndNeverTheDefaultElsewhere() {
        when(connections.list())
                .thenReturn(List.of(
                        to("shop", "production", "report").with(true),
                        to("shop", "live", "shop"),
                        to("shop", "staging", "shop"),
                        to("shop", "staging", "writer").with(true),
                        to("other", "development", "other").with(true)));

        when(chosen.word()).thenReturn("development");
        assertThat(meant.leadingTo("shop")).contains("shop@live");
        when(chosen.word()).thenReturn("staging");
        assertThat(meant.leadingTo("shop")).contains("writer@staging");
        when(chosen.word()).thenReturn("production");
        assertThat(meant.leadingTo("shop")).contains("report@production");
        assertThat(meant.leadingTo("gone")).isEmpty();
    }

    private static NamedConnection to(String database, String environment, String name) {
        return NamedConnection.managed(environment, name, null, "postgres", database);
    }
}

package io.alacran.workbench.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.AdditionalAnswers.delegatesTo;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.Mockito.doReturn;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.alacran.connection.Connections;
import io.alacran.connection.GroupRouter;
import io.alacran.connection.Groups;
import io.alacran.connection.Lease;
import io.alacran.connection.internal.TestConnections;
import io.alacran.engine.Dialect;
import io.alacran.workbench.Queries;
import io.alacran.workbench.QueryRequest;
import io.alacran.workbench.ScriptSplitter;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatementRunnerTests {

    @TempDir
    Path home;

    private TestConnections connections;
    private Lease real;
    private Dialect draining;
    private Lease lease;

    @BeforeEach
    void lend() {
        connections = TestConnections.withSample(home);
        real = connections.pools.lease("sample");
        draining = mock(Dialect.class, delegatesTo(real.dialect()));
        doReturn(true).when(draining).drainsOnClose();
        lease = mock(Lease.class);
        when(lease.connection()).thenReturn(real.connection());
        when(lease.dialect()).thenReturn(draining);
    }

    @AfterEach
    void close() {
        real.close();
        connections.close();
    }

    @Test
    void cancelsTheRestWhenTheRowsCannotBeHandedOn() throws Exception {
        assertThatThrownBy(() -> run("select * from orders", result -> row -> {
                    throw new IOException("the client left");
                }))
                .hasMessage("the client left");

        verify(draining).cancel(any());
        verify(lease).discard();
    }

    @Test
    void cancelsTheRestWhenNothingCanBeKeptAtAll() throws Exception {
        assertThatThrownBy(() -> run("select * from orders", result -> {
                    throw new IOException("no space left on device");
                }))
                .hasMessage("no space left on device");

        verify(draining).cancel(any());
    }

    @Test
    void aCancelThatFailsDoesNotHideWhyReadingStopped() throws Exception {
        doThrow(new SQLException("connection is closed")).when(draining).cancel(any());

        assertThatThrownBy(() -> run("select * from orders", result -> row -> {
                    throw new IOException("the client left");
                }))
                .hasMessage("the client left");
    }

    @Test
    void aDriverThatFailsByItselfTakesItsSessionWithIt() throws Exception {
        Connection broken = mock(Connection.class, delegatesTo(real.connection()));
        doThrow(new NullPointerException("dataType is null")).when(broken).prepareStatement(any(), anyInt(), anyInt());
        when(lease.connection()).thenReturn(broken);

        assertThatThrownBy(() -> run("select * from orders", result -> row -> null))
                .hasMessage("dataType is null");

        verify(lease).discard();
    }

    @Test
    void aResultThatWasReadToItsEndLeavesTheSessionToOthers() throws Exception {
        run("select * from orders", result -> row -> null);

        verify(draining, never()).cancel(any());
        verify(lease, never()).discard();
        assertThat(real.connection().isClosed()).isFalse();
    }

    private void run(String sql, Queries.Target target) throws SQLException, IOException {
        RunningQuery query =
                new RunningQuery("q", QueryRequest.of("sample", ScriptSplitter.split(sql, "sqlite")), "ada", () -> {});
        new ScriptRun(
                        query,
                        target,
                        mock(Connections.class),
                        new GroupRun.Shared(mock(Groups.class), mock(GroupRouter.class), new Stickiness()),
                        name -> lease,
                        (where, statement, nanos) -> {})
                .run();
    }
}

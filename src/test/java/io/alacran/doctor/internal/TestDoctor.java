package io.alacran.doctor.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.alacran.connection.Diagnosis;
import io.alacran.connection.Doctor;
import io.alacran.connection.internal.FakeDatabases;
import io.alacran.connection.internal.TestConnections;
import io.alacran.docker.FakeDocker;
import io.alacran.engine.EngineCatalog;
import java.time.Clock;
import java.time.Duration;
import org.mockito.Mockito;

/** The doctor of connections on a machine whose engine has no containers. */
public final class TestDoctor {

    private final Doctor doctor;

    public TestDoctor(TestConnections test, FakeDatabases databases) {
        doctor = of(test, databases, new FakeDocker(), Clock.systemUTC());
    }

    static Doctor of(TestConnections test, FakeDatabases databases, FakeDocker docker, Clock clock) {
        return new Examination(
                test.connections,
                test.destinations,
                surroundings(test, databases, docker, clock, Surroundings.PATIENCE));
    }

    static Surroundings surroundings(
            TestConnections test, FakeDatabases databases, FakeDocker docker, Clock clock, Duration patience) {
        return new Surroundings(
                databases.databases(),
                docker,
                docker,
                docker,
                Mockito.mock(EngineCatalog.class),
                test.pools,
                test.ssh,
                false,
                clock,
                patience);
    }

    /** @param encryption what is found of it */
    public void findsHealthy(String connection, String greeting, String encryption) {
        Diagnosis found = doctor.examine(connection, check -> {});
        assertThat(found.cause()).as(connection).isEmpty();
        assertThat(found.checks())
                .filteredOn(c -> c.id().equals("greeting") || c.id().equals("tls"))
                .satisfiesExactly(
                        c -> assertThat(c.found()).contains(greeting),
                        c -> assertThat(c.found()).contains(encryption));
    }

    public void findsCause(String connection, String check, String words, String remedy) {
        Diagnosis.Check cause = doctor.examine(connection, c -> {}).cause().orElseThrow();
        assertThat(cause.id()).as(cause.found()).isEqualTo(check);
        assertThat(cause.found()).contains(words);
        assertThat(cause.remedy()).contains(remedy);
    }
}

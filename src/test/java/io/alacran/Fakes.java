package io.alacran;

import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/** Stands in for everything that would need a Docker engine. */
@TestConfiguration(proxyBeanMethods = false)
public class Fakes {

    @Bean
    @Primary
    FakeEngine fakeEngine() {
        return new FakeEngine();
    }

    @Bean
    @Primary
    FakeOperations fakeOperations() {
        return new FakeOperations();
    }

    @Bean
    @Primary
    FakeDatabases fakeDatabases(FakeOperations operations) {
        return new FakeDatabases(operations);
    }
}

package io.alacran;

import static org.mockito.AdditionalAnswers.delegatesTo;
import static org.mockito.Mockito.mock;

import io.alacran.account.BrowserSession;
import io.alacran.account.UserAccount;
import io.alacran.database.Databases;
import io.alacran.operation.Operations;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.security.core.context.SecurityContextHolder;

/** Stands in for everything that would need a Docker engine; what a fake does not know, a mock answers with nothing. */
@TestConfiguration(proxyBeanMethods = false)
public class Fakes {

    @Bean
    @Primary
    FakeEngine fakeEngine() {
        return new FakeEngine();
    }

    @Bean
    FakeOperations fakeOperations() {
        return new FakeOperations();
    }

    @Bean
    FakeDatabases fakeDatabases(Operations operations) {
        return new FakeDatabases(operations);
    }

    @Bean
    @Primary
    Operations operations(FakeOperations fake) {
        return mock(Operations.class, delegatesTo(fake));
    }

    @Bean
    @Primary
    Databases databases(FakeDatabases fake) {
        return mock(Databases.class, call -> delegatesTo(fake.answering()).answer(call));
    }

    /** The request of browserless tests cannot change its session's id; the browser tests see that it does. */
    @Bean
    @Primary
    BrowserSession browserSession() {
        return new BrowserSession() {

            @Override
            public void signIn(UserAccount person) {
                SignedUp.as(person);
            }

            @Override
            public void signOut() {
                SecurityContextHolder.clearContext();
            }
        };
    }
}

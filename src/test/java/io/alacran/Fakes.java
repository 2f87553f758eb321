package io.alacran;

import static org.mockito.AdditionalAnswers.delegatesTo;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.withSettings;

import io.alacran.account.BrowserSession;
import io.alacran.account.UserAccount;
import io.alacran.database.Databases;
import io.alacran.operation.Operations;
import org.mockito.MockSettings;
import org.mockito.stubbing.Answer;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * Stands in for everything that would need a Docker engine; what a fake does not know, a mock answers with nothing. The
 * mocks keep no record of their calls, which would grow with each look that a page takes.
 */
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
        return mock(Operations.class, unrecorded(delegatesTo(fake)));
    }

    @Bean
    @Primary
    Databases databases(FakeDatabases fake) {
        return mock(
                Databases.class,
                unrecorded(call -> delegatesTo(fake.answering()).answer(call)));
    }

    private static MockSettings unrecorded(Answer<?> answer) {
        return withSettings().stubOnly().defaultAnswer(answer);
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

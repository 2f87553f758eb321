package io.alacran.connection.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.IntegerField;
import io.alacran.Await;
import io.alacran.ConsoleTest;
import io.alacran.PageTest;
import io.alacran.SignedUp;
import io.alacran.account.Users;
import io.alacran.connection.ConnectionPools;
import io.alacran.connection.Connections;
import io.alacran.connection.Lease;
import io.alacran.connection.PoolDraft;
import io.alacran.connection.internal.TestConnections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@ConsoleTest
class PoolViewTests extends PageTest {

    @Autowired
    Users users;

    @Autowired
    Connections connections;

    @Autowired
    ConnectionPools pools;

    @BeforeEach
    void aPoolWithItsDefaults() {
        SignedUp.as(users.find(SignedUp.NAME).orElseThrow());
        Map<String, @Nullable Object> defaults = new HashMap<>();
        for (String setting : new String[] {"min", "max", "acquireTimeoutMillis", "idleTimeoutMillis"}) {
            defaults.put(setting, null);
        }
        connections.configurePool("sample", new PoolDraft(defaults));
    }

    @Test
    void showsWhoHoldsASessionAsItHappens() {
        navigate(PoolView.class, "sample");
        assertThat(text()).contains("No session is in use.");

        try (Lease lease = pools.lease("sample")) {
            lease.runs("ada", "select 4711");
            Await.until(() -> {
                roundTrip();
                return number("In use").equals("1");
            });
            assertThat(number("Open of most")).endsWith("/ 10");
        }
    }

    @Test
    void aNewSizeTakesEffectInTheOpenPool() {
        navigate(PoolView.class, "sample");
        try (Lease lease = pools.lease("sample")) {
            test(find(IntegerField.class).withCaption("Open at most").single()).setValue(3);
            test(find(Button.class).withText("Apply").single()).click();

            assertThat(pools.stats("sample").orElseThrow().settings().max()).isEqualTo(3);
            assertThat(lease.connection()).isNotNull();
        }
    }

    @Test
    void aSizeThatCannotBeIsSaidAtItsField() {
        navigate(PoolView.class, "sample");
        IntegerField min = find(IntegerField.class).withCaption("Idle at least").single();
        test(min).setValue(50);
        test(find(Button.class).withText("Apply").single()).click();

        assertThat(min.isInvalid()).isTrue();
        assertThat(min.getErrorMessage()).contains("50 is not between 0 and the maximum, 10");
    }

    @Test
    void saysWhatBecomesOfASettingThatCannotBeAsAsked() {
        connections.configurePool("sample", new PoolDraft(Map.of("idleTimeoutMillis", 500)));
        navigate(PoolView.class, "sample");

        assertThat(text()).contains("Adjusted from 500.", "would use 600000");
    }

    @Test
    void saysWhyNoSessionCouldBeHadAndOffersTheDoctorUntilOneIs() {
        connections.create(TestConnections.file("gone", "sqlite/gone.db", true));
        try {
            assertThatThrownBy(() -> pools.lease("gone")).hasMessageContaining("gone could not be reached at ");
            navigate(PoolView.class, "gone");
            assertThat(examinations()).containsExactly("Find out why");
            assertThat(text()).contains("No session can be opened", "gone could not be reached at ", "sqlite/gone.db");
            test(find(Button.class).withText("Find out why").single()).click();
            Await.until(() -> {
                roundTrip();
                return text().contains("The cause was found.");
            });
            assertThat(text()).contains("gone.db does not exist");
            assertThat(examinations()).containsExactly("Look again");

            connections.update("gone", TestConnections.file("gone", "sample/sample.db", true));
            pools.lease("gone").close();
            assertThat(pools.lastFailure("gone")).isEmpty();
            Await.until(() -> {
                roundTrip();
                return examinations().isEmpty();
            });
        } finally {
            connections.remove("gone");
        }
    }

    @Test
    void aNameThatDoesNotExistLeavesTheChoice() {
        navigate(PoolView.class, "nowhere");

        assertThat(text()).contains("There is no connection named 'nowhere'");
    }

    /** What the buttons say that are shown and examine the connection: one that did so says something else. */
    private List<String> examinations() {
        return find(Button.class).all().stream()
                .map(Button::getText)
                .filter(List.of("Find out why", "Look again")::contains)
                .toList();
    }

    private String text() {
        return find(PoolView.class).single().getElement().getTextRecursively();
    }

    private String number(String name) {
        return find(Span.class).all().stream()
                .filter(span -> span.getText().equals(name))
                .flatMap(span -> span.getParent().stream())
                .flatMap(tile -> tile.getChildren())
                .map(child -> ((Span) child).getText())
                .findFirst()
                .orElseThrow();
    }
}

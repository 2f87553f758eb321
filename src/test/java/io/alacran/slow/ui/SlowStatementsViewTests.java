package io.alacran.slow.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import io.alacran.Await;
import io.alacran.ConsoleTest;
import io.alacran.PageTest;
import io.alacran.SignedUp;
import io.alacran.account.Users;
import io.alacran.connection.Connections;
import io.alacran.connection.NamedConnection;
import io.alacran.connection.SlowStatementSettings;
import io.alacran.slow.SlowStatements;
import io.alacran.workbench.RanStatement;
import io.alacran.workbench.StatementWatch;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@ConsoleTest
class SlowStatementsViewTests extends PageTest {

    @Autowired
    Users users;

    @Autowired
    Connections connections;

    @Autowired
    SlowStatements slow;

    @Autowired
    List<StatementWatch> watches;

    @BeforeEach
    void nothingIsSlow() {
        SignedUp.as(users.find(SignedUp.NAME).orElseThrow());
        slow.forgetAll("sample");
    }

    @Test
    void anEmptyPageSaysWhatTheThresholdIsAndLeadsToIt() {
        navigate(SlowStatementsView.class, "sample");

        assertThat(text())
                .contains("No statement of sample took 1.0 s or more in the last 7 days.")
                .contains("kept for 30 days, without their values");
        test(find(Button.class).withText("Change the threshold").single()).click();
        assertThat(getCurrentView().getClass().getSimpleName()).isEqualTo("ConnectionEditor");
    }

    @Test
    void aStatementThatIsSlowComesByItselfWithItsPlanAndCanBeForgotten() {
        navigate(SlowStatementsView.class, "sample");
        ran("select count(*) from sqlite_master where name <> 'secret'", 5_000);
        Await.until(() -> {
            roundTrip();
            return text().contains("select count(*) from sqlite_master where name <> ?");
        });
        ran("select 4711", 7_000);
        Await.until(() -> {
            roundTrip();
            return slow.list("sample", Instant.EPOCH).size() == 2;
        });
        assertThat(text()).doesNotContain("secret", "4711").contains("Last run by ada", "None was taken yet");

        test(find(Button.class).withText("Take the plan").single()).click();
        assertThat(text()).contains("SCAN sqlite_master");

        test(find(Button.class).withText("Forget…").single()).click();
        test(find(ConfirmDialog.class).single()).confirm();
        Await.until(() -> {
            roundTrip();
            return slow.list("sample", Instant.EPOCH).size() == 1;
        });
        test(find(Button.class).withText("Forget all…").single()).click();
        test(find(ConfirmDialog.class).single()).confirm();
        assertThat(text()).contains("No statement of sample took");
    }

    @Test
    void aNameThatDoesNotExistLeavesTheChoice() {
        navigate(SlowStatementsView.class, "nowhere");

        assertThat(text()).contains("There is no connection named 'nowhere'");
    }

    private void ran(String sql, long millis) {
        NamedConnection sample = connections.get("sample");
        assertThat(sample.slow()).isEqualTo(SlowStatementSettings.DEFAULT);
        watches.forEach(w -> w.ended(new RanStatement(sample, "ada", sql, List.of(), Instant.now(), millis)));
    }

    private String text() {
        return find(SlowStatementsView.class).single().getElement().getTextRecursively();
    }
}

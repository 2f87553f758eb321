package io.alacran.connection.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.button.Button;
import io.alacran.Await;
import io.alacran.ConsoleTest;
import io.alacran.FreePort;
import io.alacran.PageTest;
import io.alacran.SignedUp;
import io.alacran.account.Users;
import io.alacran.connection.Connections;
import io.alacran.connection.GroupDraft;
import io.alacran.connection.Groups;
import io.alacran.connection.internal.TestConnections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@ConsoleTest
@Timeout(60)
class GroupViewTests extends PageTest {

    @Autowired
    Users users;

    @Autowired
    Connections connections;

    @Autowired
    Groups groups;

    @Autowired
    JdbcClient store;

    private final int nobody = FreePort.next();

    @BeforeEach
    void aGroupOfWhichNobodyAnswers() {
        SignedUp.as(users.find(SignedUp.NAME).orElseThrow());
        for (String name : List.of("till", "till-read")) {
            connections.create(TestConnections.server(name, "postgres", "127.0.0.1", nobody, "shop", "app", "p"));
        }
        groups.create(new GroupDraft(
                "web", null, null, "till", List.of(new GroupDraft.Replica("till-read", 1)), null, null, null, null));
    }

    @AfterEach
    void removeIt() {
        groups.remove("web@development");
        connections.remove("till");
        connections.remove("till-read");
    }

    @Test
    void offersTheDoctorForEachMemberThatIsNotFit() {
        navigate(GroupView.class, "web@development");
        Await.until(() -> offered("till") && offered("till-read"));

        test(button("till-read").orElseThrow()).click();
        Await.until(() -> {
            roundTrip();
            return text().contains("The cause was found.");
        });
        assertThat(text()).contains("port " + nobody);
        assertThat(offered("till")).isTrue();
    }

    @Test
    void offersItNoMoreForAMemberThatAnotherConsoleTookOut() {
        navigate(GroupView.class, "web@development");
        Await.until(() -> offered("till") && offered("till-read"));

        store.sql("delete from connection_group_replica where group_id = ?")
                .param(groups.get("web@development").id())
                .update();

        Await.until(() -> !offered("till-read"));
        assertThat(offered("till")).isTrue();
    }

    private boolean offered(String member) {
        return button(member).isPresent();
    }

    private Optional<Button> button(String member) {
        roundTrip();
        return find(UnfitMembers.class)
                .single()
                .getChildren()
                .filter(section ->
                        section.getElement().getTextRecursively().matches("(?s)" + member + "could not be had.*"))
                .map(section -> find(Button.class)
                        .withText("Find out why")
                        .from(section)
                        .single())
                .findFirst();
    }

    private String text() {
        return find(GroupView.class).single().getElement().getTextRecursively();
    }
}

package io.alacran.bastion.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.doReturn;
import static org.mockito.Mockito.when;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import io.alacran.Await;
import io.alacran.FreePort;
import io.alacran.FreshConsoleTest;
import io.alacran.PageTest;
import io.alacran.SignedUp;
import io.alacran.account.FirstAdministrator;
import io.alacran.account.Users;
import io.alacran.bastion.Bastion;
import io.alacran.bastion.Bastion.SettingsDraft;
import io.alacran.bastion.BastionSettings.Home;
import io.alacran.bastion.HomeChoice;
import io.alacran.bastion.TunnelSession;
import io.alacran.docker.Images;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.context.bean.override.mockito.MockitoSpyBean;

@FreshConsoleTest
class HomeChoiceTests extends PageTest {

    @Autowired
    FirstAdministrator administrator;

    @Autowired
    Users users;

    @MockitoSpyBean
    Bastion bastion;

    @MockitoBean
    Images images;

    @BeforeEach
    void aBastionWithinTheConsole() {
        if (!administrator.exists()) {
            SignedUp.administrator(administrator);
        }
        SignedUp.as(users.find(SignedUp.NAME).orElseThrow());
        bastion.configure(new SettingsDraft(true, FreePort.next(), "127.0.0.1", "embedded", null));
        assertThat(bastion.status().running()).isTrue();
    }

    @Test
    void aContainerIsAwaitedOnThePageAndOneThatCannotStartSaysWhatToDo() {
        CountDownLatch looked = new CountDownLatch(1);
        when(images.present(anyString())).then(call -> {
            assertThat(looked.await(10, TimeUnit.SECONDS)).isTrue();
            return false;
        });
        navigate(BastionView.class);
        choose(Home.CONTAINER);
        click("Save");

        try {
            await("Starting its container");
            await("starting");
            assertThat(button("Save").isEnabled()).isFalse();
            assertThat(button("Turn off").isEnabled()).isFalse();
        } finally {
            looked.countDown();
        }
        await("Build it with docker/build.sh");
        await("failed");
        assertThat(text()).contains("It is on but does not run.");

        choose(Home.EMBEDDED);
        click("Save and start");
        Await.until(() -> bastion.status().running());
        await("ready");
        assertThat(bastion.status().settings().home()).isEqualTo(Home.EMBEDDED);
        assertThat(text()).doesNotContain("It is on but does not run.").doesNotContain("docker/build.sh");
    }

    @Test
    void aMoveThatCutsTunnelsAsksFirst() {
        doReturn(List.of(
                        new TunnelSession("t1", "dev", "10.0.0.7", "srv-alacran--shop:5432", Instant.now(), 1, 2),
                        new TunnelSession("t2", "dev", "10.0.0.7", "srv-alacran--shop:5432", Instant.now(), 1, 2)))
                .when(bastion)
                .sessions();
        navigate(BastionView.class);
        choose(Home.CONTAINER);
        click("Save");

        ConfirmDialog question = find(ConfirmDialog.class).single();
        assertThat(question.getElement().getProperty("message")).contains("2 open tunnels are cut");
        assertThat(bastion.status().settings().home()).isEqualTo(Home.EMBEDDED);

        test(question).cancel();
        choose(Home.EMBEDDED);
        click("Save");
        assertThat(find(ConfirmDialog.class).exists()).isFalse();
        assertThat(bastion.status().running()).isTrue();
    }

    private void choose(Home home) {
        find(HomeChoice.class).single().setValue(home);
    }

    private Button button(String label) {
        return find(Button.class).withText(label).single();
    }

    private void click(String label) {
        Await.until(() -> {
            roundTrip();
            return button(label).isEnabled();
        });
        test(button(label)).click();
    }

    private String text() {
        return find(BastionView.class).single().getElement().getTextRecursively();
    }

    private void await(String words) {
        Await.until(() -> {
            roundTrip();
            return text().contains(words);
        });
    }
}

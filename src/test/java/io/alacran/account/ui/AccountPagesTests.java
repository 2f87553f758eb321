package io.alacran.account.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.login.LoginForm;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.QueryParameters;
import io.alacran.ConsoleTest;
import io.alacran.PageTest;
import io.alacran.SignedUp;
import io.alacran.account.ApiTokens;
import io.alacran.account.Users;
import io.alacran.uikit.StrengthMeter;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.core.context.SecurityContextHolder;

@ConsoleTest
class AccountPagesTests extends PageTest {

    @Autowired
    Users users;

    @Autowired
    ApiTokens tokens;

    @BeforeEach
    void signIn() {
        SignedUp.as(users.find(SignedUp.NAME).orElseThrow());
    }

    @Test
    void theSignInPageSaysHowLongToWait() {
        SecurityContextHolder.clearContext();
        UI.getCurrent().navigate("login", QueryParameters.simple(Map.of("error", "", "wait", "8", "unheard", "")));

        LoginForm form = find(LoginForm.class).single();
        assertThat(form.isError()).isTrue();
        assertThat(form.getElement().getProperty("i18n")).contains("Try again in 8 s");
    }

    @Test
    void theSignInPageRepeatsNothingThatALinkPutsIntoItsMouth() {
        SecurityContextHolder.clearContext();
        UI.getCurrent().navigate("login", QueryParameters.simple(Map.of("error", "", "wait", "<b>call me</b>")));

        assertThat(find(LoginForm.class).single().getElement().getProperty("i18n"))
                .contains("Check both and try again")
                .doesNotContain("call me");
    }

    @Test
    void theSignInPageSaysThatASessionHasEnded() {
        SecurityContextHolder.clearContext();
        UI.getCurrent().navigate("login");
        assertThat(find(Paragraph.class)
                        .withTextContaining("Your session has ended")
                        .exists())
                .isFalse();
        UI.getCurrent().navigate("login", QueryParameters.simple(Map.of("ended", "")));

        assertThat(find(Paragraph.class)
                        .withTextContaining("Your session has ended")
                        .exists())
                .isTrue();
    }

    @Test
    void aWeakNewPasswordAndAWrongPresentOneAreBothNamed() {
        navigate(SettingsView.class);
        test(find(PasswordField.class).withLabel("Present password").single()).setValue("not it");
        test(find(PasswordField.class).withLabel("New password").single()).setValue("passwordpassword");
        test(find(Button.class).withText("Change password").single()).click();

        assertThat(find(PasswordField.class)
                        .withLabel("Present password")
                        .single()
                        .getErrorMessage())
                .contains("is not your present password");
        assertThat(find(PasswordField.class).withLabel("New password").single().getErrorMessage())
                .contains("easy to guess");
    }

    @Test
    void howStrongANewPasswordIsShowsAsItIsTyped() {
        navigate(SettingsView.class);
        assertThat(find(StrengthMeter.class).exists()).isFalse();
        PasswordField fresh =
                find(PasswordField.class).withLabel("New password").single();

        test(fresh).setValue("passwordpassword");
        assertThat(find(StrengthMeter.class).single().getElement().getTextRecursively())
                .isEqualTo("guessed at once");
        test(fresh).setValue("maroon-teapot-41-sails");
        assertThat(find(StrengthMeter.class).single().getElement().getTextRecursively())
                .isEqualTo("strong");
    }

    @Test
    void thePresentPasswordIsNotTakenAsANewOne() {
        navigate(SettingsView.class);
        test(find(PasswordField.class).withLabel("Present password").single()).setValue(SignedUp.PASSWORD);
        test(find(PasswordField.class).withLabel("New password").single()).setValue(SignedUp.PASSWORD);
        test(find(Button.class).withText("Change password").single()).click();

        assertThat(find(PasswordField.class).withLabel("New password").single().getErrorMessage())
                .isEqualTo("This is the present password; choose another one");
        assertThat(find(Notification.class).exists()).isFalse();
    }

    @Test
    void aTokenIsShownOnceToBeCopiedAndCanBeRevoked() {
        navigate(SettingsView.class);
        test(find(TextField.class).single()).setValue("nightly report");
        test(find(Button.class).withText("Make a token").single()).click();

        assertThat(find(Code.class).single().getText()).startsWith("alc_");
        assertThat(tokens.list()).extracting(ApiTokens.ApiToken::name).contains("nightly report");

        UI.getCurrent().navigate("activity");
        navigate(SettingsView.class);
        assertThat(find(Code.class).exists()).isFalse();

        Button revoke = (Button) test(find(Grid.class).single()).getCellComponent(0, 4);
        revoke.click();
        assertThat(tokens.list()).isEmpty();
    }

    @Test
    void aTokenWithoutANameIsNotMade() {
        navigate(SettingsView.class);
        test(find(Button.class).withText("Make a token").single()).click();

        assertThat(find(TextField.class).single().getErrorMessage()).contains("A name is needed");
        assertThat(find(Notification.class).exists()).isFalse();
    }
}

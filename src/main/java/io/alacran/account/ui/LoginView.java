package io.alacran.account.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.login.LoginForm;
import com.vaadin.flow.component.login.LoginI18n;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.VaadinRequest;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import io.alacran.account.FirstAdministrator;
import io.alacran.account.internal.TypedName;
import io.alacran.uikit.BrandMark;

/** Signing in; before the first administrator exists it leads to setup instead. */
@Route(value = "login", autoLayout = false)
@PageTitle("Sign in · Alacran")
@AnonymousAllowed
class LoginView extends Main implements BeforeEnterObserver {

    private static final int LONGEST_WAIT_S = 60;

    private final FirstAdministrator administrator;
    private final LoginForm form = new LoginForm();
    private final Paragraph ended =
            new Paragraph("Your session has ended, or the console was started anew. Sign in to go on where you were.");
    private final LoginI18n words = LoginI18n.createDefault();

    LoginView(FirstAdministrator administrator) {
        this.administrator = administrator;
        addClassName("login-view");
        words.getForm().setTitle("Sign in to Alacran");
        words.getForm().setUsername("Name");
        words.getForm().setSubmit("Sign in");
        words.getErrorMessage().setUsername("The name is needed");
        words.getErrorMessage().setPassword("The password is needed");
        form.setI18n(words);
        form.setAction("login");
        form.setForgotPasswordButtonVisible(false);
        Paragraph what = new Paragraph("Databases on one Docker network, and a workbench to query them.");
        ended.addClassName("login-ended");
        ended.setVisible(false);
        Div box = new Div(new BrandMark(), ended, form, what);
        box.addClassName("login-box");
        add(box);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        if (!administrator.exists()) {
            event.forwardTo("setup");
            return;
        }
        QueryParameters query = event.getLocation().getQueryParameters();
        if (query.getParameters().containsKey("error")) {
            int wait = query.getSingleParameter("wait").map(LoginView::seconds).orElse(0);
            boolean unheard = query.getParameters().containsKey("unheard");
            form.setI18n(told(wait, unheard));
            form.setError(true);
            retype(TypedName.take(VaadinRequest.getCurrent()));
        }
        ended.setVisible(query.getParameters().containsKey("ended"));
    }

    /** Puts the name back, and the cursor to the password. */
    private void retype(String name) {
        if (!name.isEmpty()) {
            form.getElement().executeJs("""
                    customElements.whenDefined('vaadin-login-form').then(() => requestAnimationFrame(() => {
                        this.querySelector('[name=username]').value = $0;
                        this.querySelector('[name=password]').focus();
                    }))""", name);
        }
    }

    private LoginI18n told(int wait, boolean unheard) {
        words.getErrorMessage().setTitle(unheard ? "Too many failed attempts" : "The name or the password is wrong");
        words.getErrorMessage().setMessage(wait > 0 ? "Try again in " + wait + " s." : "Check both and try again.");
        return words;
    }

    private static int seconds(String text) {
        return text.matches("[0-9]{1,2}") ? Math.min(LONGEST_WAIT_S, Integer.parseInt(text)) : 0;
    }
}

package io.alacran.shell.ui;

import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.router.AccessDeniedException;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.ErrorParameter;
import com.vaadin.flow.router.HasErrorParameter;
import com.vaadin.flow.router.ParentLayout;
import com.vaadin.flow.server.HttpStatusCode;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import io.alacran.uikit.EmptyState;
import io.alacran.uikit.PageHeader;

/** A page that is not for who asks. */
@ParentLayout(MainLayout.class)
@AnonymousAllowed
class NoAccessPage extends Main implements HasErrorParameter<AccessDeniedException> {

    NoAccessPage() {
        addClassNames("page", "error-page");
    }

    @Override
    public int setErrorParameter(BeforeEnterEvent event, ErrorParameter<AccessDeniedException> parameter) {
        removeAll();
        add(
                new PageHeader(
                        "You may not see this page",
                        "Your role does not allow /" + event.getLocation().getPath() + "."),
                new EmptyState(
                        "An administrator can give you the right to it.", OverviewView.link("", "Go to the overview")));
        return HttpStatusCode.FORBIDDEN.getCode();
    }
}

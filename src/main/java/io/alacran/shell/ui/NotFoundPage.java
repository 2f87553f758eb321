package io.alacran.shell.ui;

import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.ErrorParameter;
import com.vaadin.flow.router.HasErrorParameter;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.ParentLayout;
import com.vaadin.flow.server.HttpStatusCode;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import io.alacran.uikit.EmptyState;
import io.alacran.uikit.PageHeader;

/** An address that leads nowhere. */
@ParentLayout(MainLayout.class)
@AnonymousAllowed
class NotFoundPage extends Main implements HasErrorParameter<NotFoundException> {

    NotFoundPage() {
        addClassNames("page", "error-page");
    }

    @Override
    public int setErrorParameter(BeforeEnterEvent event, ErrorParameter<NotFoundException> parameter) {
        removeAll();
        add(
                new PageHeader(
                        "There is no such page",
                        "Nothing lives at /" + event.getLocation().getPath() + "."),
                new EmptyState(
                        "It may have been renamed or removed; the navigation leads to everything there is.",
                        OverviewView.link("", "Go to the overview")));
        return HttpStatusCode.NOT_FOUND.getCode();
    }
}

package io.alacran.shell.ui;

import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.ErrorParameter;
import com.vaadin.flow.router.HasErrorParameter;
import com.vaadin.flow.router.ParentLayout;
import com.vaadin.flow.server.HttpStatusCode;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import io.alacran.problem.ProblemException;
import io.alacran.uikit.EmptyState;
import io.alacran.uikit.PageHeader;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A page that could not be shown: why, and what to do; an unexpected failure gets an id that is in the log too. */
@ParentLayout(MainLayout.class)
@AnonymousAllowed
class FailurePage extends Main implements HasErrorParameter<Exception> {

    private static final Logger log = LoggerFactory.getLogger(FailurePage.class);

    FailurePage() {
        addClassNames("page", "error-page");
    }

    @Override
    public int setErrorParameter(BeforeEnterEvent event, ErrorParameter<Exception> parameter) {
        if (problem(parameter.getCaughtException()) instanceof ProblemException problem) {
            String remedy = problem.remedy() == null ? "" : problem.remedy();
            show("This page cannot be shown", problem.getMessage() + " " + remedy);
            return problem.kind() == ProblemException.Kind.NOT_FOUND
                    ? HttpStatusCode.NOT_FOUND.getCode()
                    : HttpStatusCode.INTERNAL_SERVER_ERROR.getCode();
        }
        String id = UUID.randomUUID().toString().substring(0, 8);
        log.error(
                "unexpected failure {} of page /{}", id, event.getLocation().getPath(), parameter.getCaughtException());
        show(
                "Something went wrong in the console",
                "The page /" + event.getLocation().getPath()
                        + " could not be shown. The console's log has the details under " + id + ".");
        return HttpStatusCode.INTERNAL_SERVER_ERROR.getCode();
    }

    /** The problem in the chain of causes, else the failure itself. */
    private static Throwable problem(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ProblemException) {
                return cause;
            }
        }
        return failure;
    }

    private void show(String title, String sentence) {
        removeAll();
        add(new PageHeader(title, sentence), new EmptyState("", OverviewView.link("", "Go to the overview")));
    }
}

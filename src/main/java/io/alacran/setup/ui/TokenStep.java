package io.alacran.setup.ui;

import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextField;
import io.alacran.problem.ProblemException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Asks for the setup token where the link was not used, or does not do any more. */
class TokenStep extends StepPanel {

    private final TextField token = new TextField("Setup token");

    /** @param refusal why the token in the link does not do; null when there was none */
    TokenStep(@Nullable ProblemException refusal, Path file, Consumer<String> onToken) {
        super(
                "Set up this console",
                "Open the setup link that the console printed when it started. It proves that this machine is yours.");
        token.addClassName("setup-token");
        Paragraph where = new Paragraph("On the console's log, and as a token in ");
        where.add(new Code(file.toString()));
        where.addClassName("secondary");
        if (refusal == null) {
            setBody(where, token);
        } else {
            setBody(problem(String.valueOf(refusal.getMessage()), refusal.remedy()), where, token);
        }
        setActions(onward("Continue", () -> onToken.accept(token.getValue().strip())));
        token.focus();
    }
}

package io.alacran.database.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import io.alacran.docker.EngineStatus;

/** Says that no engine answers, and how to mend it. */
class EngineNotice extends Div {

    private final Paragraph found = new Paragraph();
    private final Paragraph remedy = new Paragraph();

    EngineNotice(Runnable checkAgain) {
        addClassNames("panel", "engine-notice");
        getElement().setAttribute("role", "alert");
        add(
                new H2("No Docker engine"),
                found,
                remedy,
                new Paragraph("Connections to other databases and the workbench go on working."),
                new Button("Check again", click -> checkAgain.run()));
        setVisible(false);
    }

    void show(EngineStatus status) {
        setVisible(!status.reachable());
        found.setText(status.found() == null ? "" : status.found());
        remedy.setText(status.remedy() == null ? "" : status.remedy());
    }
}

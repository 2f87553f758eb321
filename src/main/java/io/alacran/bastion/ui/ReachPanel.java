package io.alacran.bastion.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import io.alacran.bastion.BastionSettings;
import io.alacran.bastion.BastionStatus;
import io.alacran.uikit.BrowserHost;
import io.alacran.uikit.CopyField;

/** What a person needs to get through: the command, the host key to compare, the port to open. */
class ReachPanel extends Section {

    private final transient Examples examples;
    private final String host = BrowserHost.current();
    private final Div content = new Div();

    ReachPanel(Examples examples) {
        this.examples = examples;
        addClassNames("panel", "bastion-reach");
        content.addClassName("bastion-reach-content");
        add(new H2("How people connect"), content);
    }

    void show(BastionStatus status) {
        content.removeAll();
        content.add(
                examples.command(host),
                hint("While it runs, port 8181 of that machine leads to the database. Each database's page has its own"
                        + " command. " + BrowserHost.hint(host)));
        if (status.fingerprint() == null) {
            content.add(hint("The host key is made when the bastion is turned on for the first time."));
        } else {
            content.add(
                    new CopyField("Fingerprint of the host key", status.fingerprint()),
                    hint("ssh shows it at the first connection: compare it there."));
        }
        BastionSettings settings = status.settings();
        if (settings.bindAddress().equals("127.0.0.1")) {
            content.add(hint("It listens for this machine only; other machines cannot reach it."));
        } else {
            content.add(
                    new CopyField("If this machine has a firewall", "ufw allow " + settings.port() + "/tcp"),
                    hint("Behind a provider's firewall, open port " + settings.port() + " (TCP) there too."));
        }
    }

    private static Paragraph hint(String text) {
        Paragraph hint = new Paragraph(text);
        hint.addClassName("secondary");
        return hint;
    }
}

package io.alacran.connectionfile.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.AttachmentType;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.server.streams.DownloadHandler;
import com.vaadin.flow.server.streams.DownloadResponse;
import io.alacran.connectionfile.ConnectionFiles.Exported;
import io.alacran.uikit.CopyButton;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;

/** A file to copy or to save, with what it does not say. */
class ExportDialog extends Dialog {

    ExportDialog(Exported exported) {
        addClassName("connection-file");
        setHeaderTitle("Connections as " + exported.fileName());
        setResizable(true);
        TextArea text = new TextArea();
        text.setAriaLabel(exported.fileName());
        text.addClassName("connection-file-text");
        text.setReadOnly(true);
        text.setValue(exported.text());
        add(text);
        if (!exported.secrets().isEmpty()) {
            add(new Paragraph("Secrets are not exported. Set these variables where the file is used: "
                    + String.join(", ", exported.secrets()) + "."));
        }
        if (!exported.leftOut().isEmpty()) {
            Div left = new Div();
            left.addClassName("connection-file-notes");
            left.add(new Paragraph("Not in this file:"));
            left.add(Lines.of("What is left out", exported.leftOut()));
            add(left);
        }
        byte[] bytes = exported.text().getBytes(StandardCharsets.UTF_8);
        Anchor save = new Anchor(
                DownloadHandler.fromInputStream(event -> new DownloadResponse(
                        new ByteArrayInputStream(bytes),
                        exported.fileName(),
                        "application/octet-stream",
                        bytes.length)),
                AttachmentType.DOWNLOAD,
                "Save as " + exported.fileName());
        getFooter().add(new CopyButton(exported.text()), save, new Button("Close", click -> close()));
    }
}

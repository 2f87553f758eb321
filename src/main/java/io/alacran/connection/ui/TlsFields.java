package io.alacran.connection.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextArea;
import io.alacran.connection.NamedConnection;
import io.alacran.engine.Dialect;
import io.alacran.engine.Dialect.Feature;
import io.alacran.engine.TlsMode;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Encryption on the way, whom to trust, and the client's certificate. */
class TlsFields extends Div {

    final Select<TlsMode> mode;
    final TextArea authority;
    final TextArea certificate;
    final TextArea key;
    private @Nullable Dialect dialect;

    TlsFields(WatchedFields watched) {
        mode = watched.add("tls.mode", new Select<>());
        watched.alias("tls", mode);
        mode.setLabel("TLS");
        mode.setItems(TlsMode.values());
        mode.setItemLabelGenerator(m -> switch (m) {
            case DISABLE -> "off";
            case REQUIRE -> "require: encrypted, whatever certificate";
            case VERIFY -> "verify: the certificate must be trusted";
        });
        mode.setValue(TlsMode.DISABLE);
        authority = pem(watched, "tls.caPem", "Authority to trust", "Empty: the authorities that Java trusts");
        certificate = pem(watched, "tls.certificatePem", "Client's certificate", "With those that vouch for it");
        key = pem(watched, "tls.keyPem", "Client's private key", "Stored encrypted, never shown again");
        mode.addValueChangeListener(change -> arrange());
        Div group = Inputs.group("Encryption", mode, authority, certificate, key);
        add(group);
        arrange();
    }

    private static TextArea pem(WatchedFields watched, String field, String label, String helper) {
        TextArea area = watched.add(field, new TextArea(label));
        area.addClassName("connection-pem");
        area.setPlaceholder("-----BEGIN …");
        area.setHelperText(helper);
        area.setMaxRows(6);
        return area;
    }

    void choose(@Nullable Dialect chosen) {
        dialect = chosen;
        arrange();
    }

    /** Only what takes effect is in sight; what is filled in stays in sight, so that it can be seen why it is refused. */
    private void arrange() {
        Set<Feature> features = dialect == null ? Set.of() : dialect.features();
        TlsMode chosen = mode.getValue();
        setVisible(features.contains(Feature.TLS) || chosen != TlsMode.DISABLE);
        authority.setVisible(
                !authority.isEmpty() || (features.contains(Feature.AUTHORITY) && chosen == TlsMode.VERIFY));
        boolean certificates = features.contains(Feature.CLIENT_CERTIFICATE) && chosen != TlsMode.DISABLE;
        certificate.setVisible(!certificate.isEmpty() || certificates);
        key.setVisible(!key.isEmpty() || certificates);
    }

    /** @param kept the secrets that are kept when left empty, by the API's names; null for a copy, which gets none */
    void show(NamedConnection c, @Nullable Set<String> kept) {
        mode.setValue(c.tls());
        authority.setValue(Inputs.shown(c.caPem()));
        certificate.setValue(Inputs.shown(c.certificatePem()));
        if (kept != null && c.certificatePem() != null) {
            key.setPlaceholder("unchanged");
            key.setHelperText("Left empty, the stored one is kept. It is never shown.");
        }
        arrange();
    }
}

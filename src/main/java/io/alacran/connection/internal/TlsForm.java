package io.alacran.connection.internal;

import io.alacran.connection.ConnectionDraft;
import io.alacran.engine.Dialect;
import io.alacran.engine.Dialect.Feature;
import io.alacran.engine.TlsMode;
import io.alacran.engine.TlsPem;
import io.alacran.problem.FieldError;
import java.util.List;

/** What may be asked for of TLS. */
final class TlsForm {

    private static final int LONGEST = 100_000;

    private TlsForm() {}

    static void check(ConnectionDraft draft, Dialect dialect, TlsMode mode, List<FieldError> errors) {
        if (mode != TlsMode.DISABLE && !dialect.features().contains(Feature.TLS)) {
            errors.add(new FieldError("tls.mode", "is not a thing of " + dialect.title()));
        }
        String ca = draft.caPem();
        if (ca != null) {
            refuse("tls.caPem", dialect, Feature.AUTHORITY, mode == TlsMode.VERIFY, "verify", errors);
            ConnectionForm.checkLength("tls.caPem", ca, LONGEST, errors);
            TlsPem.certificatesRefusal(ca).ifPresent(why -> errors.add(new FieldError("tls.caPem", why)));
        }
        String certificate = draft.certificatePem();
        if (certificate != null) {
            refuse(
                    "tls.certificatePem",
                    dialect,
                    Feature.CLIENT_CERTIFICATE,
                    mode != TlsMode.DISABLE,
                    "require or verify",
                    errors);
            ConnectionForm.checkLength("tls.certificatePem", certificate, LONGEST, errors);
            TlsPem.certificatesRefusal(certificate)
                    .ifPresent(why -> errors.add(new FieldError("tls.certificatePem", why)));
        }
        String key = draft.keyPem();
        if (key != null && !key.isEmpty()) {
            if (certificate == null) {
                errors.add(new FieldError("tls.keyPem", "goes with tls.certificatePem, which is not there"));
            }
            TlsPem.keyRefusal(key).ifPresent(why -> errors.add(new FieldError("tls.keyPem", why)));
        }
    }

    private static void refuse(
            String field, Dialect dialect, Feature feature, boolean fits, String modes, List<FieldError> errors) {
        if (!dialect.features().contains(feature)) {
            errors.add(new FieldError(field, "is not supported for " + dialect.title()));
        } else if (!fits) {
            errors.add(new FieldError(field, "goes with the mode " + modes + " only"));
        }
    }
}

package io.alacran.secret;

import java.util.List;

/** Where a feature keeps secrets. Whoever encrypts must say so here, or the secret is lost when the key is changed. */
@FunctionalInterface
public interface SecretColumns {

    List<SecretColumn> columns();
}

package io.alacran.secret;

import java.util.List;

/**
 * Secrets whose key was lost were forgotten; published after it happened.
 *
 * @param keyId of the key that encrypts from now on
 * @param secrets what was forgotten, in words, such as {@code password of the connection reports}
 */
public record SecretsForgotten(String keyId, List<String> secrets) {}

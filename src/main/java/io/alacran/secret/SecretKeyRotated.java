package io.alacran.secret;

/**
 * The key was changed; published after it happened.
 *
 * @param secrets how many were encrypted anew
 */
public record SecretKeyRotated(String keyId, int secrets) {}

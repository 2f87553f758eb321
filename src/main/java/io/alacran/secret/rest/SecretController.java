package io.alacran.secret.rest;

import io.alacran.secret.SecretKeys;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The key that stored secrets are encrypted with; never the key itself, nor a secret. */
@RestController
@RequestMapping("/api/v1/secrets")
class SecretController {

    private final SecretKeys keys;

    SecretController(SecretKeys keys) {
        this.keys = keys;
    }

    /**
     * @param keyId of the key that is used now
     * @param secrets how many were encrypted anew
     */
    record Rotated(String keyId, int secrets) {}

    @GetMapping("/key")
    SecretKeys.Status status() {
        return keys.status();
    }

    @PostMapping("/key/rotate")
    Rotated rotate() {
        int changed = keys.rotate();
        return new Rotated(String.valueOf(keys.status().keyId()), changed);
    }
}

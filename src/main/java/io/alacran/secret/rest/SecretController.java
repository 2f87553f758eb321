package io.alacran.secret.rest;

import io.alacran.problem.InvalidInputException;
import io.alacran.secret.SecretKeys;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
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

    /**
     * What was forgotten, or would be.
     *
     * @param keyId of the key that is used now; null while there is no usable one
     * @param secrets in words, such as {@code password of the connection reports}
     */
    record Lost(@Nullable String keyId, List<String> secrets) {}

    @GetMapping("/key/lost")
    Lost lost() {
        return new Lost(keys.status().keyId(), keys.lost());
    }

    /** @param confirm the word {@code forget} */
    @PostMapping("/key/reset")
    Lost reset(@RequestParam(required = false) @Nullable String confirm) {
        if (!"forget".equals(confirm)) {
            throw new InvalidInputException("confirm", "send confirm=forget; GET /secrets/key/lost lists what will go");
        }
        List<String> forgotten = keys.forgetLost();
        return new Lost(keys.status().keyId(), forgotten);
    }

    @PostMapping("/key/rotate")
    Rotated rotate() {
        int changed = keys.rotate();
        return new Rotated(String.valueOf(keys.status().keyId()), changed);
    }
}

package io.alacran.secret.internal;

import io.alacran.problem.ProblemException;
import io.alacran.secret.Secrets;
import java.security.GeneralSecurityException;
import org.springframework.stereotype.Component;

/** Secrets under the keys of the ring. */
@Component
class AesGcmSecrets implements Secrets {

    private final KeyRing ring;

    AesGcmSecrets(KeyRing ring) {
        this.ring = ring;
    }

    @Override
    public String encrypt(String owner, String clearText) {
        return Cipherings.seal(ring.primary(), owner, clearText);
    }

    @Override
    public String decrypt(String owner, String encrypted) {
        ring.primary();
        if (encrypted.equals(FORGOTTEN)) {
            throw new ProblemException(
                    ProblemException.Kind.CONFLICT,
                    "The secret of " + owner + " was forgotten, since its key was lost.",
                    "Store it anew.");
        }
        try {
            String id = Cipherings.keyId(encrypted);
            return id.isEmpty() ? openOld(owner, encrypted) : Cipherings.open(key(id), owner, encrypted);
        } catch (GeneralSecurityException e) {
            throw new ProblemException(
                    ProblemException.Kind.CONFLICT,
                    "The stored secret of " + owner + " cannot be decrypted: " + e.getMessage() + ".",
                    "Put back the key that belongs to this store, or set the secret anew.",
                    e);
        }
    }

    private Key key(String id) throws GeneralSecurityException {
        return ring.key(id)
                .orElseThrow(() -> new GeneralSecurityException(
                        "it was encrypted with the key " + id + ", which is not here; the present one is "
                                + ring.primary().id()));
    }

    private String openOld(String owner, String encrypted) throws GeneralSecurityException {
        GeneralSecurityException last = new GeneralSecurityException("there is no key");
        for (Key key : ring.keys()) {
            try {
                return Cipherings.open(key, owner, encrypted);
            } catch (GeneralSecurityException e) {
                last = e;
            }
        }
        throw last;
    }
}

package io.alacran.secret;

/** Encrypts what is secret before it is stored. The key lies in the data directory, made at the first start, mode 0600. */
public interface Secrets {

    /** Stands in the store for a secret that was forgotten because its key was lost. */
    String FORGOTTEN = "";

    /**
     * Encrypts.
     *
     * @param owner what the secret belongs to, such as {@code database/shop/password}; the same is needed to decrypt, so
     *     that stored secrets cannot be swapped
     * @return text fit for a column
     */
    String encrypt(String owner, String clearText);

    /**
     * Decrypts.
     *
     * @throws io.alacran.problem.ProblemException when the key or the owner is another one, or the text was changed
     */
    String decrypt(String owner, String encrypted);
}

package io.alacran.secret;

/**
 * A column of the store with encrypted secrets.
 *
 * @param table its table
 * @param key the column that tells the rows apart
 * @param column the column itself; null in rows without a secret
 * @param owner what a row's secret is encrypted for, with {@code %s} for the key, such as {@code database/%s/password}
 */
public record SecretColumn(String table, String key, String column, String owner) {}

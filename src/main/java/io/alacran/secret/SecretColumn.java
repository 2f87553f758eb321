package io.alacran.secret;

import org.jspecify.annotations.Nullable;

/**
 * A column of the store with encrypted secrets.
 *
 * @param table its table
 * @param key the column that tells the rows apart
 * @param column the column itself; null in rows without a secret
 * @param owner what a row's secret is encrypted for, with {@code %s} for the key, such as {@code database/%s/password}
 * @param name the column with the row's name for people
 * @param words what the secret is, for people, with {@code %s} for the name, such as {@code password of the database %s}
 * @param forgotten what stands in place of a secret that is forgotten: null, or {@link Secrets#FORGOTTEN} where each row
 *     has one
 */
public record SecretColumn(
        String table,
        String key,
        String column,
        String owner,
        String name,
        String words,
        @Nullable String forgotten) {}

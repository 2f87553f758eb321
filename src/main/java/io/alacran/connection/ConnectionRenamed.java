package io.alacran.connection;

/**
 * A named connection or a group got another name, or was moved to another environment; published after it happened, for features
 * that keep references.
 *
 * @param from the reference that it had
 * @param to the one that it has
 */
public record ConnectionRenamed(String from, String to) {}

package io.alacran.connection;

/** A named connection got another name; published after it happened, for features that keep names. */
public record ConnectionRenamed(String from, String to) {}

package io.alacran.engine;

/**
 * Text to paste into a shell or a program in order to connect.
 *
 * @param title such as {@code psql} or {@code Node.js}
 * @param text ready to run; passwords in URLs are percent-encoded
 */
public record Snippet(String title, String text) {}

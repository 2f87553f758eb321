package io.alacran.workbench;

/**
 * Which member of a group ran a statement.
 *
 * @param member the connection's name
 * @param reason why it was that one, as a clause such as {@code a read, round robin of 2 fit}
 */
public record AnsweredBy(String member, String reason) {}

package io.alacran.problem;

/**
 * One bad field of a request.
 *
 * @param field the field's name as in the request, with an index where it is in a list, such as {@code ports[0].hostPort}
 * @param message what is wrong, quoting the value, and what would be right
 */
public record FieldError(String field, String message) {}

package io.alacran.problem;

import java.util.List;
import java.util.stream.Collectors;

/** A request with bad fields; it names every one of them at once. */
public class InvalidInputException extends RuntimeException {

    private final List<FieldError> errors;

    /** @param errors at least one */
    public InvalidInputException(List<FieldError> errors) {
        super(errors.stream().map(e -> e.field() + ": " + e.message()).collect(Collectors.joining("; ")));
        if (errors.isEmpty()) {
            throw new IllegalArgumentException("an invalid input names at least one bad field");
        }
        this.errors = List.copyOf(errors);
    }

    /** A request with a single bad field. */
    public InvalidInputException(String field, String message) {
        this(List.of(new FieldError(field, message)));
    }

    /** Every bad field, in the order of the form. */
    public List<FieldError> errors() {
        return errors;
    }
}

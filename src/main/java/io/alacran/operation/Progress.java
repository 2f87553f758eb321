package io.alacran.operation;

import java.util.List;

/** How the body of an operation says where it is. */
public interface Progress {

    /** The operation's id. */
    String operationId();

    /** Ends the step before, if any, and begins the named one. */
    void step(String name);

    /** The newest word on the present step. */
    void message(String message);

    /** How far the present step is, from 0 to 1, with its parts where it has any. */
    void advance(double fraction, List<Operation.Part> parts);

    /** Notes that what was done is being undone; the operation ends as rolled back when the body then throws. */
    void rollingBack(String why);
}

package io.alacran.connectionfile.internal;

import io.alacran.problem.FieldError;
import io.alacran.problem.InvalidInputException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What is wrong with a file, each with its line, told all at once. */
final class Mistakes {

    /** More help nobody, and a hostile file could have as many as it likes. */
    private static final int MOST = 100;

    private record Mistake(int line, String message) {}

    private final List<Mistake> all = new ArrayList<>();

    void add(int line, String message) {
        if (all.size() < MOST) {
            all.add(new Mistake(line, message));
        }
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    void addTo(Mistakes others) {
        all.forEach(mistake -> others.add(mistake.line(), mistake.message()));
    }

    /** Throws them, if there are any, in the order of the file. */
    void complain() {
        if (!all.isEmpty()) {
            throw new InvalidInputException(all.stream()
                    .sorted(Comparator.comparingInt(Mistake::line))
                    .map(m -> new FieldError("line " + m.line(), m.message()))
                    .toList());
        }
    }

    static InvalidInputException one(int line, String message) {
        return new InvalidInputException("line " + line, message);
    }
}

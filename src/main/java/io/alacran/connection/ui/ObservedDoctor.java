package io.alacran.connection.ui;

import io.alacran.connection.ConnectionDraft;
import io.alacran.connection.Diagnosis;
import io.alacran.connection.Doctor;
import io.alacran.problem.FieldError;
import io.alacran.problem.InvalidInputException;
import io.alacran.problem.ProblemException;
import io.alacran.problem.ProblemException.Kind;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Lets a form hear what came of the examination of its draft; it hears it on the examination's thread. */
record ObservedDoctor(Doctor doctor, BiConsumer<ConnectionDraft, Diagnosis> ended, Consumer<List<FieldError>> refused)
        implements Doctor {

    @Override
    public Diagnosis examine(String name, Consumer<Diagnosis.Check> each) {
        return doctor.examine(name, each);
    }

    @Override
    public Diagnosis examine(ConnectionDraft draft, Consumer<Diagnosis.Check> each) {
        try {
            Diagnosis diagnosis = doctor.examine(draft, each);
            ended.accept(draft, diagnosis);
            return diagnosis;
        } catch (InvalidInputException e) {
            refused.accept(e.errors());
            throw new ProblemException(
                    Kind.CONFLICT,
                    "It was not tested: not all fields are filled in as they must be.",
                    "They are marked in the form.",
                    e);
        }
    }
}

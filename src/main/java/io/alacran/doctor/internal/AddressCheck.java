package io.alacran.doctor.internal;

import io.alacran.problem.ProblemException;

/** The settings make an address and a sign-in. */
class AddressCheck implements Check {

    @Override
    public String id() {
        return "address";
    }

    @Override
    public String title() {
        return "The address is known";
    }

    @Override
    public Finding look(Patient patient) {
        try {
            return Finding.pass(patient.endpoint().place());
        } catch (ProblemException e) {
            if (patient.managed().isPresent()
                    && patient.container().filter(c -> c.running()).isPresent()) {
                return Finding.fail(
                        "The container runs, but none of its ports is published for this console.",
                        "Change the database's ports on its page: that makes its container anew on the same volume.");
            }
            String remedy = e.remedy();
            return Finding.fail(
                    String.valueOf(e.getMessage()), remedy == null ? "Correct the connection's settings." : remedy);
        }
    }
}

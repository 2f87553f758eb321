package io.alacran.doctor.internal;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.Locale;

/** Answers come soon: a workbench on a server a second away is no use. */
class LatencyCheck implements Check {

    private static final int ROUNDS = 5;
    private static final double MOST_MILLIS = 1_000;

    @Override
    public String id() {
        return "latency";
    }

    @Override
    public String title() {
        return "Answers come soon";
    }

    @Override
    public Finding look(Patient patient) throws SQLException {
        if (patient.dialect().fileBased()) {
            return Finding.skip("the database is a file");
        }
        double[] millis = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            long start = System.nanoTime();
            if (!patient.session().isValid(3)) {
                return Finding.fail("The session broke off while it was asked.", "Look at the server's log.");
            }
            millis[round] = (System.nanoTime() - start) / 1e6;
        }
        Arrays.sort(millis);
        String found = String.format(
                Locale.ROOT,
                "%.1f ms there and back; the middle of %d, %.1f to %.1f",
                millis[ROUNDS / 2],
                ROUNDS,
                millis[0],
                millis[ROUNDS - 1]);
        return millis[ROUNDS / 2] > MOST_MILLIS
                ? Finding.fail(
                        found + ".",
                        "The network or the server is slow: compare with ping "
                                + patient.endpoint().host() + ", and look at the server's load.")
                : Finding.pass(found);
    }
}

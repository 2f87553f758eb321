package io.alacran.doctor;

import io.alacran.connection.Diagnosis;
import io.alacran.database.ManagedDatabase;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Says why an application does not get into a managed database by the address that it has, such as
 * {@code mongodb://user:password@host:27017/shop}. Changes nothing and keeps nothing of it.
 */
public interface AddressDoctor {

    /** How such an address is written, with words in place of what differs; empty for engines whose addresses are not examined. */
    Optional<String> example(ManagedDatabase database);

    /**
     * Examines an address.
     *
     * @param ended gets each check as it ends, on the calling thread
     * @throws io.alacran.problem.ProblemException {@code NOT_FOUND} for an unknown database
     * @throws io.alacran.problem.InvalidInputException without an address, or for another engine
     */
    Diagnosis examine(String database, String address, Consumer<Diagnosis.Check> ended);
}

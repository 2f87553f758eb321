package io.alacran.database;

import io.alacran.engine.Login;
import io.alacran.operation.Operation;
import java.util.List;
import java.util.Optional;

/** The managed databases. Names that do not exist give a {@code NOT_FOUND} problem, engine failures an {@code UNAVAILABLE} one. */
public interface Databases {

    /** By name. */
    List<ManagedDatabase> list();

    Optional<ManagedDatabase> find(String name);

    /** Like {@link #find} for one that must exist. */
    ManagedDatabase get(String name);

    /**
     * Starts a deploy.
     *
     * @throws io.alacran.problem.InvalidInputException naming every bad field
     */
    Operation deploy(DeployRequest request);

    /** Replaces the port mappings; recreates the container on the same volume. */
    Operation changePorts(String name, List<PortMapping> ports);

    Operation start(String name);

    Operation stop(String name);

    Operation restart(String name);

    /**
     * Removes the container.
     *
     * @param deleteVolume whether the data go too; otherwise the volume is kept and can be given to a new database
     */
    Operation remove(String name, boolean deleteVolume);

    /** How the first user signs in, for the console's own use; nothing is audited. */
    Login login(String name);

    /** The password for a person's eyes; audited. */
    String revealPassword(String name);
}

package io.alacran.bastion.internal;

import io.alacran.bastion.BastionSettings;
import java.io.IOException;

/** A place where the bastion can run. */
public interface BastionHome {

    BastionSettings.Home kind();

    /**
     * Starts it there.
     *
     * @throws IOException when it cannot run, saying what to do
     */
    RunningBastion start(BastionSettings settings, HostKey hostKey, BastionEvents events) throws IOException;
}

package io.alacran.database.internal;

import io.alacran.database.DeployRequest;
import io.alacran.database.PortMapping;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A managed database as it was asked for.
 *
 * @param volumeAdopted whether the volume is older than the database, so that a failed deploy must not remove it
 * @param password encrypted
 * @param pendingPassword encrypted; the one a rotation is changing to, until it is known to be in force
 * @param stopped whether somebody stopped it here; otherwise it is to run
 * @param removeVolume whether its volume goes too, while it is being removed; null otherwise
 * @param deployed whether it was ready once; until then a failure undoes all of it
 */
record Desired(
        String name,
        String engine,
        String version,
        @Nullable String description,
        String volume,
        boolean volumeAdopted,
        String username,
        String databaseName,
        String password,
        @Nullable String pendingPassword,
        Map<String, String> environment,
        DeployRequest.@Nullable Limits limits,
        List<PortMapping> ports,
        boolean deployed,
        boolean stopped,
        @Nullable Boolean removeVolume,
        Instant createdAt) {

    Desired withPorts(List<PortMapping> changed) {
        return new Desired(
                name,
                engine,
                version,
                description,
                volume,
                volumeAdopted,
                username,
                databaseName,
                password,
                pendingPassword,
                environment,
                limits,
                List.copyOf(changed),
                deployed,
                stopped,
                removeVolume,
                createdAt);
    }

    Desired withPassword(String changed) {
        return new Desired(
                name,
                engine,
                version,
                description,
                volume,
                volumeAdopted,
                username,
                databaseName,
                changed,
                null,
                environment,
                limits,
                ports,
                deployed,
                stopped,
                removeVolume,
                createdAt);
    }
}

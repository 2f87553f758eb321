package io.alacran.operation.internal;

import io.alacran.account.CurrentUser;
import io.alacran.operation.Operations;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** Makes the real operations for tests of the features that use them. */
public final class OperationsOnFakes {

    private OperationsOnFakes() {}

    public static Operations on(JdbcClient jdbc, JsonMapper json, CurrentUser user) {
        return new StoredOperations(new OperationStore(jdbc, json), user);
    }
}

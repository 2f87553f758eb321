package io.alacran;

import io.alacran.account.FirstAdministrator;
import io.alacran.bastion.Bastion;
import io.alacran.bastion.BastionAccounts;
import io.alacran.connection.Connections;
import io.alacran.connection.Groups;
import io.alacran.workbench.Queries;
import io.alacran.workbench.Query;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.DefaultApplicationArguments;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextHolderStrategy;
import org.springframework.test.context.junit.jupiter.SpringExtension;
import org.springframework.util.FileSystemUtils;

/** Leaves nothing of the classes before in the console that they share: each finds what the first of them found. */
class TidyConsole implements BeforeAllCallback {

    /** Whatever else is in the store goes, table by table; these are tidied below, or are nobody's work. */
    private static final Set<String> KEPT = Set.of(
            "user_account",
            "named_connection",
            "bastion_settings",
            "bastion_account",
            "secret_key",
            "setup_progress",
            "flyway_schema_history");

    @Override
    public void beforeAll(ExtensionContext test) throws Exception {
        ApplicationContext console = SpringExtension.getApplicationContext(test);
        // Who is signed in is asked of this, which a console that started meanwhile has set to its own
        SecurityContextHolder.setContextHolderStrategy(console.getBean(SecurityContextHolderStrategy.class));
        FirstAdministrator administrator = console.getBean(FirstAdministrator.class);
        if (!administrator.exists()) {
            SignedUp.administrator(administrator);
        }
        SecurityContextHolder.clearContext();
        console.getBean(Queries.class).running().forEach(Query::close);
        bastionIsOff(console);
        onlyTheSampleIsLeft(console);
        console.getBean(FakeEngine.class).answer(FakeEngine.up());
        console.getBean(FakeDatabases.class).clear();
        console.getBean(FakeOperations.class).clear();
        nothingIsRecorded(console.getBean(JdbcClient.class));
    }

    private static void bastionIsOff(ApplicationContext console) {
        console.getBean(Bastion.class)
                .configure(new Bastion.SettingsDraft(false, 4646, "0.0.0.0", "embedded", List.of()));
        BastionAccounts accounts = console.getBean(BastionAccounts.class);
        accounts.list().forEach(account -> accounts.remove(account.name()));
    }

    /** Made anew, since its settings, its sessions and its rows may have been changed. */
    private static void onlyTheSampleIsLeft(ApplicationContext console) throws Exception {
        Groups groups = console.getBean(Groups.class);
        groups.list().forEach(group -> groups.remove(group.reference()));
        Connections connections = console.getBean(Connections.class);
        connections.list().forEach(connection -> connections.remove(connection.reference()));
        Path home = Path.of(console.getEnvironment().getRequiredProperty("alacran.home"));
        FileSystemUtils.deleteRecursively(home.resolve("sample"));
        console.getBean("sampleConnection", ApplicationRunner.class).run(new DefaultApplicationArguments());
    }

    private static void nothingIsRecorded(JdbcClient store) {
        store
                .sql("select table_name from information_schema.tables where table_schema = 'public'")
                .query(String.class)
                .list()
                .stream()
                .filter(table -> !KEPT.contains(table))
                .forEach(table -> store.sql("delete from " + table).update());
    }
}

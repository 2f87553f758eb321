package io.alacran.account.internal;

import io.alacran.account.Role;
import io.alacran.account.UserAccount;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Rows of {@code user_account}. */
@Component
class AccountStore {

    private final JdbcClient jdbc;

    AccountStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** An account with what proves it. */
    record Stored(UserAccount account, String passwordHash) {

        @Override
        public String toString() {
            return "Stored[" + account + "]";
        }
    }

    Optional<Stored> byName(String username) {
        return jdbc.sql("select * from user_account where username_key = ?")
                .param(key(username))
                .query(AccountStore::read)
                .optional();
    }

    Optional<UserAccount> byId(String id) {
        return jdbc.sql("select * from user_account where id = ?")
                .param(id)
                .query(AccountStore::read)
                .optional()
                .map(Stored::account);
    }

    boolean anyExist() {
        return jdbc.sql("select exists (select 1 from user_account)")
                .query(Boolean.class)
                .single();
    }

    /** @throws org.springframework.dao.DuplicateKeyException when there is a first administrator already */
    void insertFounder(Stored founder) {
        UserAccount account = founder.account();
        jdbc.sql("""
                        insert into user_account (id, username, username_key, password_hash, role, founder, created_at)
                        values (?, ?, ?, ?, ?, 'yes', ?)
                        """)
                .params(
                        account.id(),
                        account.username(),
                        key(account.username()),
                        founder.passwordHash(),
                        account.role().name(),
                        account.createdAt().atOffset(ZoneOffset.UTC))
                .update();
    }

    void changePassword(String id, String passwordHash) {
        jdbc.sql("update user_account set password_hash = ? where id = ?")
                .params(passwordHash, id)
                .update();
    }

    static String key(String username) {
        return username.toLowerCase(Locale.ROOT);
    }

    private static Stored read(ResultSet row, int number) throws SQLException {
        UserAccount account = new UserAccount(
                row.getString("id"),
                row.getString("username"),
                Role.valueOf(row.getString("role")),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
        return new Stored(account, row.getString("password_hash"));
    }
}

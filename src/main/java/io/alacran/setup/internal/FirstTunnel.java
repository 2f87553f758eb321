package io.alacran.setup.internal;

import io.alacran.bastion.Bastion;
import io.alacran.bastion.Bastion.SettingsDraft;
import io.alacran.bastion.BastionAccount;
import io.alacran.bastion.BastionAccounts;
import io.alacran.bastion.BastionAccounts.Draft;
import io.alacran.bastion.BastionSettings.Home;
import io.alacran.bastion.BastionStatus;
import io.alacran.problem.FieldError;
import io.alacran.problem.InvalidInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Turns the bastion on with an account, or changes nothing and says all that is in the way. */
@Component
public class FirstTunnel {

    private static final SettingsDraft OFF = new SettingsDraft(false, null, null, null, null);

    private final Bastion bastion;
    private final BastionAccounts accounts;
    private final boolean inContainer;

    FirstTunnel(Bastion bastion, BastionAccounts accounts, @Value("${alacran.reachability:host}") String reachability) {
        this.bastion = bastion;
        this.accounts = accounts;
        this.inContainer = reachability.equalsIgnoreCase("network");
    }

    /** A console in a container has no port that strangers reach, so there the bastion needs a container of its own. */
    public Home recommendedHome() {
        return inContainer ? Home.CONTAINER : Home.EMBEDDED;
    }

    public BastionStatus status() {
        return bastion.status();
    }

    /**
     * Makes the account, or changes it where somebody went back to this step.
     *
     * @throws InvalidInputException naming every bad field of the account and of the settings
     */
    public BastionStatus turnOn(Home home, int port, Draft account) {
        SettingsDraft settings = new SettingsDraft(true, port, null, home.word(), null);
        List<FieldError> errors = new ArrayList<>();
        gather(errors, () -> accounts.check(account));
        gather(errors, () -> bastion.check(settings));
        if (!errors.isEmpty()) {
            throw new InvalidInputException(errors);
        }
        save(account);
        return bastion.configure(settings);
    }

    /** The name of an account that there is already; empty when there is none. */
    public Optional<String> account() {
        return accounts.list().stream().map(BastionAccount::name).findFirst();
    }

    public void turnOff() {
        if (bastion.status().settings().enabled()) {
            bastion.configure(OFF);
        }
    }

    private void save(Draft account) {
        String name = account.name() == null ? "" : account.name().strip();
        if (accounts.find(name).isPresent()) {
            accounts.update(name, account);
        } else {
            accounts.create(account);
        }
    }

    private static void gather(List<FieldError> errors, Runnable check) {
        try {
            check.run();
        } catch (InvalidInputException e) {
            errors.addAll(e.errors());
        }
    }
}

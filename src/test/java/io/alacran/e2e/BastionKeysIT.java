package io.alacran.e2e;

/** The contract for the bastion within the console. */
class BastionKeysIT extends BastionKeysContract {

    @Override
    String home() {
        return "embedded";
    }
}

package io.alacran.e2e;

/** The contract for the bastion within the console. */
class BastionSignInIT extends BastionSignInContract {

    @Override
    String home() {
        return "embedded";
    }
}

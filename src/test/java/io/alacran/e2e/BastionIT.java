package io.alacran.e2e;

/** The bastion within the console. */
class BastionIT extends BastionContract {

    @Override
    String home() {
        return "embedded";
    }
}

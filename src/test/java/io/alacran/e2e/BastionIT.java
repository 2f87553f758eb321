package io.alacran.e2e;

/** The bastion within the console. */
class BastionIT extends BastionContract {

    @Override
    BastionPlace place() {
        return BastionPlace.EMBEDDED;
    }
}

package io.alacran.e2e;

/** Where the bastion within the console must not lead. */
class BastionTargetsIT extends BastionTargetsContract {

    @Override
    BastionPlace place() {
        return BastionPlace.EMBEDDED;
    }
}

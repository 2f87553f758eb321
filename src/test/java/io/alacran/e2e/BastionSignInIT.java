package io.alacran.e2e;

/** Who does not get into the bastion within the console. */
class BastionSignInIT extends BastionSignInContract {

    @Override
    BastionPlace place() {
        return BastionPlace.EMBEDDED;
    }
}

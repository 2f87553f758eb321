package io.alacran.e2e;

/** Which keys and certificates the bastion within the console takes. */
class BastionKeysIT extends BastionKeysContract {

    @Override
    BastionPlace place() {
        return BastionPlace.EMBEDDED;
    }
}

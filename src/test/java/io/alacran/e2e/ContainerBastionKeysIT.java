package io.alacran.e2e;

/** Which keys and certificates the bastion takes in a container of its own. */
class ContainerBastionKeysIT extends BastionKeysContract {

    @Override
    BastionPlace place() {
        return BastionPlace.CONTAINER;
    }
}

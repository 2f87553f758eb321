package io.alacran.e2e;

/** Who does not get into the bastion in a container of its own. */
class ContainerBastionSignInIT extends BastionSignInContract {

    @Override
    BastionPlace place() {
        return BastionPlace.CONTAINER;
    }
}

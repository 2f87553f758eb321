package io.alacran.e2e;

/** Where the bastion must not lead from a container of its own. */
class ContainerBastionTargetsIT extends BastionTargetsContract {

    @Override
    BastionPlace place() {
        return BastionPlace.CONTAINER;
    }
}

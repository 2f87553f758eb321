package io.alacran.bastion.internal;

/** Takes what happens at the bastion; it must not block. */
@FunctionalInterface
public interface BastionEvents {

    void happened(BastionEvent event);
}

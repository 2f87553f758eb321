package io.alacran.workbench;

/**
 * A value too large to be handed out with its row; {@link Spool#full} reads it.
 *
 * @param preview its first characters, or for binary its size in words
 * @param position where it lies in the spool's file
 * @param bytes its size there
 * @param binary whether it is binary
 */
public record LargeValue(String preview, long position, int bytes, boolean binary) {

    @Override
    public String toString() {
        return preview + "…";
    }
}

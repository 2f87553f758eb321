package io.alacran.bastion.internal;

/**
 * How many tunnels the Java machine has memory for. One more would end them all, so it is refused.
 *
 * @param readBuffer bytes that each connection, also an idle one, keeps for what it reads next
 * @param tunnels open at once in all connections together
 */
record Room(int readBuffer, int tunnels) {

    private static final int KIB = 1024;

    /** What an idle tunnel takes besides its buffer, generously. */
    private static final int REST = 16 * KIB;

    /** Below this the heap is worth more than the few per cent of throughput that larger reads bring. */
    private static final long SMALL = 256L * KIB * KIB;

    /** Half of a heap of so many bytes; the rest is for the data on its way and all else. */
    static Room in(long heap) {
        int readBuffer = heap < SMALL ? 8 * KIB : 32 * KIB;
        return new Room(readBuffer, (int) Math.min(Integer.MAX_VALUE, heap / 2 / (readBuffer + REST)));
    }
}

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

    /** A password that is checked takes 20 MiB, what is loaded and the data on their way the rest. */
    private static final long ALL_ELSE = 44L * KIB * KIB;

    /** In a heap of so many bytes: half of it at most. */
    static Room in(long heap) {
        int readBuffer = heap < SMALL ? 8 * KIB : 32 * KIB;
        long room = Math.clamp(heap - ALL_ELSE, 0, heap / 2);
        return new Room(readBuffer, (int) Math.min(Integer.MAX_VALUE, room / (readBuffer + REST)));
    }

    /** How many passwords may be checked at once in such a heap. */
    static int passwordsAtOnce(long heap) {
        return heap < SMALL ? 1 : 2;
    }
}

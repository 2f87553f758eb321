package io.alacran.workbench.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alacran.workbench.LargeValue;
import io.alacran.workbench.Spool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTests {

    private static final long NO_LIMIT = Long.MAX_VALUE;

    @TempDir
    Path home;

    @Test
    void givesBackEveryKindOfValueExactly() throws IOException {
        Object[] row = {
            null,
            true,
            false,
            0L,
            -1L,
            Long.MAX_VALUE,
            Long.MIN_VALUE,
            1.5,
            Double.NaN,
            "",
            "grüße 🐘",
            new byte[] {0, -1}
        };
        try (Spool spool = open(row.length, NO_LIMIT)) {
            spool.add(row);

            assertThat(spool.rows(0, 10)).hasSize(1);
            assertThat(spool.rows(0, 10).getFirst()).isEqualTo(row);
        }
    }

    @Test
    void aSmallResultTakesNoFile() throws IOException {
        try (Spool spool = new FileSpool(
                () -> {
                    throw new IOException("a file was asked for");
                },
                1,
                NO_LIMIT)) {
            spool.add(new Object[] {"one"});

            assertThat(spool.rows(0, 10).getFirst()).containsExactly("one");
        }
    }

    @Test
    void readsAnyRowOfManyWhileAndAfterWriting() throws IOException {
        try (Spool spool = open(2, NO_LIMIT)) {
            for (long i = 0; i < 50_000; i++) {
                spool.add(new Object[] {i, "row " + i});
                if (i % 9_973 == 0) {
                    assertThat(spool.rows(i, 1).getFirst()).containsExactly(i, "row " + i);
                }
            }
            for (long i : new long[] {0, 1, 777, 4_096, 31_337, 49_998, 49_999}) {
                assertThat(spool.rows(i, 1).getFirst()).containsExactly(i, "row " + i);
            }
            assertThat(spool.rows(20_000, 5_000)).hasSize(5_000);
            assertThat(spool.rows(20_000, 5_000).getLast()).containsExactly(24_999L, "row 24999");
            assertThat(spool.rows(49_999, 100)).hasSize(1);
            assertThat(spool.rows(50_000, 100)).isEmpty();
            assertThat(spool.rowCount()).isEqualTo(50_000);
        }
    }

    @Test
    void letsAReaderFollowTheWriter() throws Exception {
        try (Spool spool = open(1, NO_LIMIT)) {
            AtomicReference<Throwable> failure = new AtomicReference<>();
            Thread reader = Thread.ofVirtual().start(() -> {
                try {
                    long seen = 0;
                    while (seen < 100_000) {
                        for (Object[] row : spool.rows(seen, 1_000)) {
                            assertThat(row[0]).isEqualTo(seen++);
                        }
                        Thread.onSpinWait();
                    }
                } catch (Throwable e) {
                    failure.set(e);
                }
            });
            for (long i = 0; i < 100_000; i++) {
                spool.add(new Object[] {i});
            }
            reader.join();
            assertThat(failure.get()).isNull();
        }
    }

    @Test
    void keepsLargeValuesOutsideTheRowsAndReadsThemInFull() throws IOException {
        String text = "äbc".repeat(100_000);
        byte[] binary = new byte[70_000];
        try (Spool spool = open(2, NO_LIMIT)) {
            for (int i = 0; i < 20; i++) {
                spool.add(new Object[] {text, binary});
            }
            Object[] row = spool.rows(13, 1).getFirst();

            assertThat(row[0])
                    .isInstanceOf(LargeValue.class)
                    .asString()
                    .hasSizeLessThan(300)
                    .startsWith("äbcäbc");
            assertThat(spool.full(row[0])).isEqualTo(text);
            assertThat((byte[]) spool.full(row[1])).hasSize(70_000);
        }
    }

    @Test
    void saysWhenItTookAllTheDiskItMay() throws IOException {
        try (Spool spool = open(1, 2 << 20)) {
            String why = null;
            int rows = 0;
            while (why == null) {
                why = spool.add(new Object[] {"x".repeat(1_000)});
                rows++;
            }
            assertThat(why).contains("2 MiB");
            assertThat(rows).isBetween(2_000, 2_200);
            assertThat(spool.rows(rows - 1, 1)).hasSize(1);
        }
    }

    @Test
    void leavesNoFileBehind() throws IOException {
        Path directory = home.resolve("spool");
        Files.createDirectories(directory);
        Files.createFile(directory.resolve("left-by-a-crash.spool"));
        Spool spool = open(1, NO_LIMIT);
        spool.add(new Object[] {1L});
        spool.close();

        assertThat(directory).isEmptyDirectory();
        assertThat(spool.closed()).isTrue();
        assertThatThrownBy(() -> spool.rows(0, 1)).isInstanceOf(IOException.class);
    }

    @Test
    void isNotReadableByOthers() throws IOException {
        open(1, NO_LIMIT).close();

        assertThat(Files.getPosixFilePermissions(home.resolve("spool")))
                .hasToString("[OWNER_READ, OWNER_WRITE, OWNER_EXECUTE]");
    }

    private Spool open(int columns, long maxBytes) throws IOException {
        return new Spools(home, maxBytes).open(columns);
    }
}

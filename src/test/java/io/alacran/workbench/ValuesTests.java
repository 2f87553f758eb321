package io.alacran.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import io.alacran.workbench.ResultColumn.Kind;
import org.junit.jupiter.api.Test;

class ValuesTests {

    @Test
    void writesWholeNumbersAsJsonNumbersOnlyWhereADoubleHoldsThem() {
        assertThat(Values.json(9_007_199_254_740_992L, Kind.INTEGER)).isEqualTo(9_007_199_254_740_992L);
        assertThat(Values.json(9_007_199_254_740_993L, Kind.INTEGER)).isEqualTo("9007199254740993");
        assertThat(Values.json("18446744073709551615", Kind.INTEGER)).isEqualTo("18446744073709551615");
    }

    @Test
    void keepsEveryDigitOfDecimals() {
        assertThat(Values.json("12.50", Kind.DECIMAL)).isEqualTo("12.50");
        assertThat(Values.text("0.1000")).isEqualTo("0.1000");
    }

    @Test
    void writesFloatsAsNumbersUnlessTheyAreNone() {
        assertThat(Values.json("0.1", Kind.FLOAT)).isEqualTo(0.1);
        assertThat(Values.json("NaN", Kind.FLOAT)).isEqualTo("NaN");
        assertThat(Values.json(Double.POSITIVE_INFINITY, Kind.TEXT)).isEqualTo("Infinity");
    }

    @Test
    void writesBinaryAsBase64AndNullAsNull() {
        assertThat(Values.json(new byte[] {1, 2, 3}, Kind.BINARY)).isEqualTo("AQID");
        assertThat(Values.json(null, Kind.TEXT)).isNull();
        assertThat(Values.json(true, Kind.BOOLEAN)).isEqualTo(true);
    }

    @Test
    void writesDoublesShortAndWithoutNeedlessExponents() {
        assertThat(Values.text((Object) 9.9)).isEqualTo("9.9");
        assertThat(Values.text((Object) 12_345_678.0)).isEqualTo("12345678");
        assertThat(Values.text((Object) 1e300)).isEqualTo("1.0E300");
    }

    @Test
    void cutsNoCharacterInHalf() {
        assertThat(Values.beginning("ab😀", 4)).isEqualTo("ab😀");
        assertThat(Values.beginning("ab😀c", 4)).isEqualTo("ab😀");
        assertThat(Values.beginning("ab😀c", 3)).isEqualTo("ab");
    }
}

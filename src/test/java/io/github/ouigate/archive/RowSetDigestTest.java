package io.github.ouigate.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.Size;

class RowSetDigestTest {
    /** Compares with a sum of arbitrary precision. */
    @Property(tries = 200)
    void isTheSumOfTheDigestsOfTheRows(@ForAll @Size(max = 50) List<@AlphaChars String> rows)
            throws NoSuchAlgorithmException {
        BigInteger sum = BigInteger.ZERO;
        for (String row : rows) {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest((row + "\n").getBytes(UTF_8));
            sum = sum.add(new BigInteger(1, digest)).mod(BigInteger.ONE.shiftLeft(256));
        }

        assertThat(of(rows)).isEqualTo(new RowSetDigest(rows.size(), sum));
    }

    @Property(tries = 50)
    void isIndependentOfTheOrder(@ForAll @Size(max = 50) List<@AlphaChars String> rows) {
        List<String> reversed = new ArrayList<>(rows);
        Collections.reverse(reversed);

        assertThat(of(reversed)).isEqualTo(of(rows));
    }

    private static RowSetDigest of(List<String> rows) {
        RowSetDigest.Digest digest = new RowSetDigest.Digest();
        String csv = "header\n"
                + String.join("", rows.stream().map(row -> row + "\n").toList());
        digest.write(csv.getBytes(UTF_8), 0, csv.length());
        return digest.records();
    }
}

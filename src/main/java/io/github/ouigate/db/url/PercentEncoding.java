package io.github.ouigate.db.url;

import io.github.ouigate.message.Message;
import io.github.ouigate.message.UsageException;
import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Percent-encoding in libpq's form: %XX is a byte of UTF-8 text, and every other character stands for itself. */
final class PercentEncoding {
    private static final int HEXADECIMAL = 16;

    private PercentEncoding() {}

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /**
     * Decodes {@code text}.
     *
     * @throws UsageException if a percent sign is not followed by two hexadecimal digits, or the bytes are not UTF-8
     */
    static String decode(String text) {
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream decoded = new ByteArrayOutputStream();
        for (int i = 0; i < encoded.length; i++) {
            if (encoded[i] == '%') {
                decoded.write(value(encoded, i + 1));
                i += 2;
            } else {
                decoded.write(encoded[i]);
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(decoded.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw malformed();
        }
    }

    private static int value(byte[] encoded, int from) {
        if (from + 1 >= encoded.length) {
            throw malformed();
        }
        int high = Character.digit((char) (encoded[from] & 0xFF), HEXADECIMAL);
        int low = Character.digit((char) (encoded[from + 1] & 0xFF), HEXADECIMAL);
        if (high < 0 || low < 0 || high + low == 0) {
            throw malformed();
        }
        return high * HEXADECIMAL + low;
    }

    private static UsageException malformed() {
        return new UsageException(Message.of("url.percent"));
    }
}

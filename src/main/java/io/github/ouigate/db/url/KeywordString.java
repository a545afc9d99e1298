package io.github.ouigate.db.url;

import io.github.ouigate.message.Message;
import io.github.ouigate.message.UsageException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Parses keyword/value connection strings such as {@code host=db dbname=shop} as libpq does (PostgreSQL manual,
 * 34.1.1.1). Messages never repeat the string, because it can hold a password.
 */
final class KeywordString {
    private static final Pattern START = Pattern.compile("\\s*[A-Za-z]\\w*\\s*=.*", Pattern.DOTALL);

    private final String text;
    private int at;

    private KeywordString(String text) {
        this.text = text;
    }

    /** Returns the parameters in {@code text}; empty if it does not begin with a keyword and an equals sign. */
    static Optional<Map<String, String>> read(String text) {
        return START.matcher(text).matches() ? Optional.of(new KeywordString(text).parameters()) : Optional.empty();
    }

    private Map<String, String> parameters() {
        Map<String, String> parameters = new LinkedHashMap<>();
        boolean mayBeSecret = false;
        for (skipSpaces(); at < text.length(); skipSpaces()) {
            String name = keyword();
            ParameterNames.require(LibpqParameter.NAMES, name, mayBeSecret);
            LibpqParameter.store(parameters, name, value());
            mayBeSecret |= name.equals("password") || name.equals("sslpassword");
        }
        return parameters;
    }

    private String keyword() {
        int start = at;
        while (at < text.length() && text.charAt(at) != '=' && !isSpace()) {
            at++;
        }
        String name = text.substring(start, at);
        skipSpaces();
        if (at == text.length() || text.charAt(at) != '=') {
            throw malformed();
        }
        at++;
        return name;
    }

    private String value() {
        skipSpaces();
        boolean quoted = at < text.length() && text.charAt(at) == '\'';
        if (quoted) {
            at++;
        }
        StringBuilder value = new StringBuilder();
        while (at < text.length() && !(quoted ? text.charAt(at) == '\'' : isSpace())) {
            if (text.charAt(at) == '\\' && at + 1 < text.length()) {
                at++;
            }
            value.append(text.charAt(at++));
        }
        if (quoted && at++ == text.length()) {
            throw malformed();
        }
        return value.toString();
    }

    private void skipSpaces() {
        while (at < text.length() && isSpace()) {
            at++;
        }
    }

    /** Tests for the spaces of C's {@code isspace}; other Unicode spaces are part of a name or value. */
    private boolean isSpace() {
        char next = text.charAt(at);
        return next == ' ' || (next >= '\t' && next <= '\r');
    }

    private static UsageException malformed() {
        return new UsageException(Message.of("url.keywords"));
    }
}

package io.github.ouigate.db.url;

import io.github.ouigate.message.Message;
import io.github.ouigate.message.UsageException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Parses {@code postgresql://…} and {@code keyword=value} strings as libpq does, {@code jdbc:postgresql:…} as the
 * driver does, and {@code jdbc:h2:…}. Messages never repeat the text, because it can hold a password.
 */
public final class DatabaseUrl {
    /** The part of a URL before its last @, and the value of a {@code password} parameter. */
    private static final Pattern TYPED_PASSWORD =
            Pattern.compile("(?i)(jdbc:|[a-z][\\w+.-]*:/{1,2}|password\\s*=)(?:(?<==)\\S+|\\S*(?=@))");

    private DatabaseUrl() {}

    /** Returns {@code text} with the passwords of the URLs in it replaced by {@code ***}. */
    public static String withoutPasswords(String text) {
        return TYPED_PASSWORD.matcher(text).replaceAll("$1***");
    }

    /** Parses {@code url} and ignores the environment. */
    public static ConnectionSettings parse(String url) {
        return parse(url, Optional.empty(), LibpqEnvironment.NONE);
    }

    /**
     * Parses {@code url}.
     *
     * @param user the role; overrides the role in the URL
     * @param environment the defaults of the libpq forms
     * @throws UsageException if the form of the URL is unknown or one of its parameters is not supported
     */
    public static ConnectionSettings parse(String url, Optional<String> user, LibpqEnvironment environment) {
        return LibpqUri.read(url)
                .or(() -> KeywordString.read(url))
                .map(parameters -> LibpqNaming.resolve(parameters, user, environment))
                .or(() -> JdbcUrl.read(url, user, environment))
                .orElseThrow(() -> new UsageException(Message.of("url.unknown")));
    }

    /** Returns the settings that libpq's environment variables give without a URL. */
    public static ConnectionSettings ofVariables(Optional<String> user, LibpqEnvironment environment) {
        return LibpqNaming.resolve(Map.of(), user, environment);
    }
}

package io.github.ouigate.db.url;

import io.github.ouigate.message.Message;
import io.github.ouigate.message.UsageException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads what names a database: {@code postgresql://…} and {@code keyword=value} strings as libpq does, {@code
 * jdbc:postgresql:…} as the driver does, {@code jdbc:h2:…}. No message repeats the text: it can hold a password.
 */
public final class DatabaseUrl {
    /** The part of a URL before its last @, or whatever is called a password. */
    private static final Pattern TYPED_PASSWORD =
            Pattern.compile("(?i)(jdbc:|[a-z][\\w+.-]*:/{1,2}|password\\s*=)(?:(?<==)\\S+|\\S*(?=@))");

    private DatabaseUrl() {}

    /** Returns a text that may repeat what was typed, without the passwords of the URLs in it. */
    public static String withoutPasswords(String text) {
        return TYPED_PASSWORD.matcher(text).replaceAll("$1***");
    }

    /** Reads {@code url} alone, whatever the environment says. */
    public static ConnectionSettings parse(String url) {
        return parse(url, Optional.empty(), LibpqEnvironment.NONE);
    }

    /**
     * Reads {@code url}.
     *
     * @param user the role that is meant, whatever the URL says
     * @param environment what a form of libpq takes from elsewhere
     * @throws UsageException if it has none of the known forms, or what it says cannot be honoured
     */
    public static ConnectionSettings parse(String url, Optional<String> user, LibpqEnvironment environment) {
        return LibpqUri.read(url)
                .or(() -> KeywordString.read(url))
                .map(parameters -> LibpqNaming.resolve(parameters, user, environment))
                .or(() -> JdbcUrl.read(url, user, environment))
                .orElseThrow(() -> new UsageException(Message.of("url.unknown")));
    }

    /** Returns what the variables of libpq name, without a URL. */
    public static ConnectionSettings ofVariables(Optional<String> user, LibpqEnvironment environment) {
        return LibpqNaming.resolve(Map.of(), user, environment);
    }
}

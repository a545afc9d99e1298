package io.github.ouigate.guides;

import io.github.ouigate.report.Messages;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The messages as they stand in the guides. */
final class MessagePattern {
    private static final Pattern CHOICE =
            Pattern.compile("\\{\\d,choice,(?:[^{}|]|\\{\\d\\})*(?:\\|(?:[^{}|]|\\{\\d\\})*)*\\}");
    private static final Pattern ARGUMENT = Pattern.compile("\\{\\d(?:,[a-z]+)?\\}");
    private static final Messages ENGLISH = new Messages(Locale.ENGLISH);

    private MessagePattern() {}

    /** Returns the pattern of an English message without its arguments. */
    static String text(String key) {
        return text(ENGLISH, key);
    }

    /** Returns the pattern of a message without its arguments. */
    static String text(Messages messages, String key) {
        String pattern = messages.bundle().getString(key).replace("''", "’");
        String plural = CHOICE.matcher(pattern).replaceAll(found -> {
            String choices = found.group();
            String last = choices.substring(choices.lastIndexOf('|') + 1, choices.length() - 1);
            return Matcher.quoteReplacement(last.replaceFirst("^[^#<≤]*[#<≤]", ""));
        });
        return ARGUMENT.matcher(plural)
                .replaceAll("…")
                .replace("’", "'")
                .replace("'{'", "{")
                .replace("<", "&lt;");
    }
}

package io.github.ouigate.db.error;

import java.sql.SQLDataException;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Texts of server errors without values of rows. PostgreSQL's messages of data exceptions (class 22) contain values;
 * those of constraint violations (class 23) contain only names, because error details are disabled.
 */
public final class ServerError {
    /** The condition names (PostgreSQL manual, appendix A). */
    private static final Map<String, String> CONDITIONS = Map.ofEntries(
            Map.entry("22001", "string_data_right_truncation"),
            Map.entry("22003", "numeric_value_out_of_range"),
            Map.entry("22004", "null_value_not_allowed"),
            Map.entry("22007", "invalid_datetime_format"),
            Map.entry("22008", "datetime_field_overflow"),
            Map.entry("22012", "division_by_zero"),
            Map.entry("22021", "character_not_in_repertoire"),
            Map.entry("22023", "invalid_parameter_value"),
            Map.entry("22025", "invalid_escape_sequence"),
            Map.entry("2201B", "invalid_regular_expression"),
            Map.entry("22P02", "invalid_text_representation"),
            Map.entry("22P03", "invalid_binary_representation"),
            Map.entry("22P04", "bad_copy_file_format"),
            Map.entry("22P05", "untranslatable_character"));

    private ServerError() {}

    /** Returns the innermost message of a failure and its causes; for a data exception, the name of its condition. */
    public static String text(Throwable failure) {
        String text = failure.toString();
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof SQLException sql && holdsValues(sql)) {
                return condition(sql);
            }
            text = at.getMessage() == null ? text : at.getMessage();
        }
        return text;
    }

    /** Returns {@code text}, for example a stack trace, with the values removed from the failure's messages. */
    public static String withoutValues(String text, @Nullable Throwable failure) {
        String clean = text;
        for (SQLException error : errors(failure)) {
            clean = clean.replace(String.valueOf(error.getMessage()), condition(error));
        }
        return clean;
    }

    private static List<SQLException> errors(@Nullable Throwable failure) {
        List<SQLException> errors = new ArrayList<>();
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof SQLException sql && holdsValues(sql)) {
                errors.add(sql);
            }
            for (Throwable suppressed : at.getSuppressed()) {
                errors.addAll(errors(suppressed));
            }
        }
        return errors;
    }

    private static boolean holdsValues(SQLException error) {
        return String.valueOf(error.getSQLState()).startsWith("22")
                || error instanceof SQLDataException
                || error instanceof SQLIntegrityConstraintViolationException;
    }

    private static String condition(SQLException error) {
        String state = String.valueOf(error.getSQLState());
        return "SQLSTATE " + state + " (" + CONDITIONS.getOrDefault(state, "data_exception") + ")";
    }
}

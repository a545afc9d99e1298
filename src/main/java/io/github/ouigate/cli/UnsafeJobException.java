package io.github.ouigate.cli;

import io.github.ouigate.job.LintResult;

/** The changelog must not be run: it is not a safe job. */
final class UnsafeJobException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient LintResult.Unsafe result;

    UnsafeJobException(LintResult.Unsafe result) {
        super(result.toString());
        this.result = result;
    }

    LintResult.Unsafe result() {
        return result;
    }
}

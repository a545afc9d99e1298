package io.github.ouigate.cli.option;

import io.github.ouigate.job.LintResult;

/** The changelog must not be run: it is not a safe job. */
public final class UnsafeJobException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient LintResult.Unsafe result;

    public UnsafeJobException(LintResult.Unsafe result) {
        super(result.toString());
        this.result = result;
    }

    public LintResult.Unsafe result() {
        return result;
    }
}

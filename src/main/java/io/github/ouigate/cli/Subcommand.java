package io.github.ouigate.cli;

/** What a command does, behind its options. */
interface Subcommand {
    /**
     * Does it.
     *
     * @return what there is to show at its end; nothing of that has been printed
     * @throws Exception if it ends without a result: {@link Failure} has the exit code
     */
    CommandResult execute() throws Exception;
}

package io.github.ouigate.cli;

/** The action of a command. */
interface Subcommand {
    /**
     * Executes the command.
     *
     * @return the result, which has not been printed
     * @throws Exception if the command ends without a result; {@link Failure} determines the exit code
     */
    CommandResult execute() throws Exception;
}

/** The command line: one class a command. Only this package knows picocli. */
@NullMarked
package io.github.ouigate.cli;

import org.jspecify.annotations.NullMarked;

/** The terminal, the console, and the environment of the process. */
@NullMarked
package io.github.ouigate.cli.terminal;

import org.jspecify.annotations.NullMarked;

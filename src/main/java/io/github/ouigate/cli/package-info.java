/** The command line, one class for each command. Only this package and its subpackages use picocli. */
@NullMarked
package io.github.ouigate.cli;

import org.jspecify.annotations.NullMarked;

/** The help of the commands. */
@NullMarked
package io.github.ouigate.cli.help;

import org.jspecify.annotations.NullMarked;

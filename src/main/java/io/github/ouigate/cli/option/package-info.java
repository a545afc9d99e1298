/** Groups of options that several commands share. */
@NullMarked
package io.github.ouigate.cli.option;

import org.jspecify.annotations.NullMarked;

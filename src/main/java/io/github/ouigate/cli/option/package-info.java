/** Groups of options that several commands have. */
@NullMarked
package io.github.ouigate.cli.option;

import org.jspecify.annotations.NullMarked;

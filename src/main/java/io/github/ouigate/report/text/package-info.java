/** Renders pages as text for a terminal. */
@NullMarked
package io.github.ouigate.report.text;

import org.jspecify.annotations.NullMarked;

/** Renders pages as HTML documents. */
@NullMarked
package io.github.ouigate.report.html;

import org.jspecify.annotations.NullMarked;

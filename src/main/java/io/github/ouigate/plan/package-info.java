/** Plans as values. Making a plan writes nothing. */
@NullMarked
package io.github.ouigate.plan;

import org.jspecify.annotations.NullMarked;

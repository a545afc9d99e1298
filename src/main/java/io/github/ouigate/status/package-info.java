/** The status of a tag, and the runs that are connected. */
@NullMarked
package io.github.ouigate.status;

import org.jspecify.annotations.NullMarked;

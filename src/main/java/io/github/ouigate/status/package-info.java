/** The state of a tag, the connected runs, and the history of runs. */
@NullMarked
package io.github.ouigate.status;

import org.jspecify.annotations.NullMarked;

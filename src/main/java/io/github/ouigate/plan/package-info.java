/** What a run would do, as a value. Making a plan writes nothing. */
@NullMarked
package io.github.ouigate.plan;

import org.jspecify.annotations.NullMarked;

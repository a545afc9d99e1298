/** One class a family of hazards. */
@NullMarked
package io.github.ouigate.plan.check;

import org.jspecify.annotations.NullMarked;

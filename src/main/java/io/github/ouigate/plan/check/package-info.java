/** The checks of a plan, one class for each family of hazards. */
@NullMarked
package io.github.ouigate.plan.check;

import org.jspecify.annotations.NullMarked;

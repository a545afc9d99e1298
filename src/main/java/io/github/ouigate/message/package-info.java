/** Messages to the operator, as keys and arguments; {@code report} formats them in the reader's language. */
@NullMarked
package io.github.ouigate.message;

import org.jspecify.annotations.NullMarked;

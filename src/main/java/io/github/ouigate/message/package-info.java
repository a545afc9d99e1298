/** What the program has to say, as keys and arguments: {@code report} puts it into the reader's language. */
@NullMarked
package io.github.ouigate.message;

import org.jspecify.annotations.NullMarked;

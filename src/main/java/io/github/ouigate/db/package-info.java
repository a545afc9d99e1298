/** Database values and ports: connections, identity, and the differences between products. */
@NullMarked
package io.github.ouigate.db;

import org.jspecify.annotations.NullMarked;

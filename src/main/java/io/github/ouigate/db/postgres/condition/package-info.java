/** Analysis of conditions by the server's parse tree, without executing them. */
@NullMarked
package io.github.ouigate.db.postgres.condition;

import org.jspecify.annotations.NullMarked;

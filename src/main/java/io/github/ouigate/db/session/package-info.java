/** The sessions of a server, and the settings of one. */
@NullMarked
package io.github.ouigate.db.session;

import org.jspecify.annotations.NullMarked;

/** The sessions of a server and their settings. */
@NullMarked
package io.github.ouigate.db.session;

import org.jspecify.annotations.NullMarked;

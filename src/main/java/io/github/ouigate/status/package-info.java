/** What has become of a tag, and which runs are connected. */
@NullMarked
package io.github.ouigate.status;

import org.jspecify.annotations.NullMarked;

/** Results as JSON documents. */
@NullMarked
package io.github.ouigate.report.json;

import org.jspecify.annotations.NullMarked;

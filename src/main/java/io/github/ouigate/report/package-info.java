/** The only code that formats: text in French and English, and JSON. */
@NullMarked
package io.github.ouigate.report;

import org.jspecify.annotations.NullMarked;

/** The contents of pages, and their texts in French and English. The sub-packages render them. */
@NullMarked
package io.github.ouigate.report;

import org.jspecify.annotations.NullMarked;

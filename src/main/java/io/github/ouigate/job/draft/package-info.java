/** Drafts a job from the catalogs of a database: its tables, those that reference them, and the file's text. */
@NullMarked
package io.github.ouigate.job.draft;

import org.jspecify.annotations.NullMarked;

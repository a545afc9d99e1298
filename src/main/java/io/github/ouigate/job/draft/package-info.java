/** Drafts a job from a database's catalogs: its tables, the tables that reference them, and the file's text. */
@NullMarked
package io.github.ouigate.job.draft;

import org.jspecify.annotations.NullMarked;

/**
 * Results as JSON documents: a record for each kind. Values of the domain whose components a document has as its
 * members stand in it as they are; {@code DocumentMembersTest} shows when a change of theirs would change a document.
 */
@NullMarked
package io.github.ouigate.report.json;

import org.jspecify.annotations.NullMarked;

/**
 * Results as JSON documents, one class for each kind. Domain values whose components equal the document's members are
 * serialised directly; {@code DocumentMembersTest} detects changes of these members.
 */
@NullMarked
package io.github.ouigate.report.json;

import org.jspecify.annotations.NullMarked;

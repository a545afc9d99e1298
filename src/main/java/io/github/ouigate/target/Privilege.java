package io.github.ouigate.target;

/** The rights on a table that a run needs. */
public enum Privilege {
    SELECT,
    DELETE
}

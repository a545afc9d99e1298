package io.github.ouigate.run.liquibase;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import liquibase.resource.AbstractResource;
import liquibase.resource.AbstractResourceAccessor;
import liquibase.resource.Resource;

/** Provides Liquibase with the linted text, regardless of later changes to the file, and with no other file. */
final class ChangelogText extends AbstractResourceAccessor {
    /** The name by which Liquibase requests the text. The ledger shows the changelog's logical path. */
    static final String NAME = "changelog.yaml";

    private final byte[] content;

    ChangelogText(String content) {
        this.content = content.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public List<Resource> search(String path, boolean recursive) {
        return getAll(path);
    }

    @Override
    public List<Resource> getAll(String path) {
        return path.equals(NAME) ? List.of(new Text()) : List.of();
    }

    @Override
    public List<String> describeLocations() {
        return List.of();
    }

    @Override
    public void close() {}

    private final class Text extends AbstractResource {
        Text() {
            super(NAME, URI.create("memory:" + NAME));
        }

        @Override
        public InputStream openInputStream() {
            return new ByteArrayInputStream(content);
        }

        @Override
        public boolean exists() {
            return true;
        }

        @Override
        public Resource resolve(String other) {
            throw new UnsupportedOperationException(other);
        }

        @Override
        public Resource resolveSibling(String other) {
            throw new UnsupportedOperationException(other);
        }
    }
}

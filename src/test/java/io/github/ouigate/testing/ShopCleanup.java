package io.github.ouigate.testing;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestInstancePreDestroyCallback;

/**
 * Drops the databases that a test has created on a shared server, to limit memory. Databases of a class, which its
 * tests share, exist until the server ends.
 */
public final class ShopCleanup implements BeforeAllCallback, TestInstancePreDestroyCallback {
    @Override
    public void beforeAll(ExtensionContext context) throws ClassNotFoundException {
        Class<?> test = context.getRequiredTestClass();
        Class.forName(test.getName(), true, test.getClassLoader()); // a class makes its shops when it is initialized
        PostgresShop.keepAllSoFar();
    }

    @Override
    public void preDestroyTestInstance(ExtensionContext context) {
        PostgresShop.dropTheOthers();
    }
}

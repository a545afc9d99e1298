package io.github.ouigate.testing;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestInstancePreDestroyCallback;

/**
 * Drops the databases that a test has made on a shared server when the test has ended: hundreds would fill the memory.
 * Those of a class, which its tests share, stay until the server goes.
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

package io.github.ouigate.db.url;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The address, the login and the session settings of a connection. {@code toString} omits the password.
 *
 * @param parameters the remaining parameters for the driver; some of them can be secrets
 * @param ambient the environment variable that names the database, if the command line does not
 * @param session the session settings that replace those of the role and the database
 * @param allowances the deviations that the operator allows
 */
public record ConnectionSettings(
        Product product,
        Address address,
        Map<String, Secret> parameters,
        Login login,
        Optional<String> ambient,
        SessionRequest session,
        Allowances allowances) {
    /** The supported database products. */
    public enum Product {
        POSTGRESQL,
        H2
    }

    /**
     * The role and its password.
     *
     * @param user the role, if one was found
     * @param isOfSystem whether {@code user} is the user of the operating system, because no role was given
     * @param password the password, if one was given
     * @param file the password file to search if no password was given and the server requests one
     */
    public record Login(
            Optional<String> user, boolean isOfSystem, Optional<Secret> password, Optional<PasswordFile> file) {}

    /**
     * The deviations from plain PostgreSQL that the operator allows.
     *
     * @param servers texts that each identify an allowed server, extension or access method
     * @param sessionPooler whether the operator declares that a connection pooler works in session mode
     */
    public record Allowances(Set<String> servers, boolean sessionPooler) {
        public static final Allowances NONE = new Allowances(Set.of(), false);

        public Allowances {
            servers = Set.copyOf(servers);
        }
    }

    public ConnectionSettings {
        parameters = Map.copyOf(parameters);
    }

    ConnectionSettings(Product product, Address address, Map<String, Secret> parameters, Login login) {
        this(product, address, parameters, login, Optional.empty(), SessionRequest.NONE, Allowances.NONE);
    }

    /** Returns the servers to try, in order. */
    public List<Server> servers() {
        return address.servers();
    }

    public Optional<String> user() {
        return login.user();
    }

    /** Returns the given password; passwords in a password file are not included. */
    public Optional<Secret> password() {
        return login.password();
    }

    /** Returns the password for {@code server}: the given one, else the one from the password file. */
    public Optional<Secret> password(Server server) {
        return password().or(() -> login.file()
                .flatMap(file -> file.find(server, login.user().orElse(""))));
    }

    /** Returns a copy with another password. */
    public ConnectionSettings withPassword(Secret secret) {
        Login other = new Login(login.user(), login.isOfSystem(), Optional.of(secret), login.file());
        return new ConnectionSettings(product, address, parameters, other, ambient, session, allowances);
    }

    /** Returns a copy that is marked as coming from an environment variable. */
    public ConnectionSettings fromEnvironment(String variable) {
        return new ConnectionSettings(product, address, parameters, login, Optional.of(variable), session, allowances);
    }

    /** Returns a copy with other session settings. */
    public ConnectionSettings with(SessionRequest request) {
        return new ConnectionSettings(product, address, parameters, login, ambient, request, allowances);
    }

    /** Returns a copy that allows the {@code saved} servers, unless these settings allow any themselves. */
    public ConnectionSettings orAllowing(Set<String> saved) {
        return allowances.servers().isEmpty() ? allowing(new Allowances(saved, allowances.sessionPooler())) : this;
    }

    /** Returns a copy with other allowances. */
    public ConnectionSettings allowing(Allowances allowed) {
        return new ConnectionSettings(product, address, parameters, login, ambient, session, allowed);
    }

    /** Returns the database and the role, without secrets. */
    @Override
    public String toString() {
        return login.user().map(name -> address + " (" + name + ")").orElse(address.toString());
    }
}

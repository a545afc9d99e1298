package io.github.ouigate.db.url;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where to connect and as whom; the password is carried but never printed.
 *
 * @param parameters the other parameters, for the driver; some of them can be secrets
 * @param ambient the environment variable that names the database, if the command line does not
 * @param session the settings that sessions are to have
 * @param allowances what the operator answers for
 */
public record ConnectionSettings(
        Product product,
        Address address,
        Map<String, Secret> parameters,
        Login login,
        Optional<String> ambient,
        SessionRequest session,
        Allowances allowances) {
    /** The database products that ouigate knows. */
    public enum Product {
        POSTGRESQL,
        H2
    }

    /**
     * As whom to connect.
     *
     * @param user the role, if one was found
     * @param isOfSystem whether it is the user of the operating system, because none was given
     * @param password the password, if one was given
     * @param file where a password is looked for, if the server asks for one and none was given
     */
    public record Login(
            Optional<String> user, boolean isOfSystem, Optional<Secret> password, Optional<PasswordFile> file) {}

    /**
     * What the operator answers for, of a server and the way to it.
     *
     * @param servers texts, each of which names a server that is not plain PostgreSQL
     * @param sessionPooler whether a pooler on the way leaves each session its server process
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

    /** Returns the servers to try, in their order. */
    public List<Server> servers() {
        return address.servers();
    }

    public Optional<String> user() {
        return login.user();
    }

    /** Returns the password that was given; one that only a password file has is not among them. */
    public Optional<Secret> password() {
        return login.password();
    }

    /** Returns the password for a server: the one that was given, or that of the password file. */
    public Optional<Secret> password(Server server) {
        return password().or(() -> login.file()
                .flatMap(file -> file.find(server, login.user().orElse(""))));
    }

    /** Returns the same settings with another password. */
    public ConnectionSettings withPassword(Secret secret) {
        Login other = new Login(login.user(), login.isOfSystem(), Optional.of(secret), login.file());
        return new ConnectionSettings(product, address, parameters, other, ambient, session, allowances);
    }

    /** Returns the same settings, marked as coming from an environment variable. */
    public ConnectionSettings fromEnvironment(String variable) {
        return new ConnectionSettings(product, address, parameters, login, Optional.of(variable), session, allowances);
    }

    /** Returns the same settings for sessions of other settings. */
    public ConnectionSettings with(SessionRequest request) {
        return new ConnectionSettings(product, address, parameters, login, ambient, request, allowances);
    }

    /** Returns the same settings, which allow the servers that a saved document allows, where they name none. */
    public ConnectionSettings orAllowing(Set<String> saved) {
        return allowances.servers().isEmpty() ? allowing(new Allowances(saved, allowances.sessionPooler())) : this;
    }

    /** Returns the same settings with what the operator answers for. */
    public ConnectionSettings allowing(Allowances allowed) {
        return new ConnectionSettings(product, address, parameters, login, ambient, session, allowed);
    }

    /** Returns the database and the role, without secrets. */
    @Override
    public String toString() {
        return login.user().map(name -> address + " (" + name + ")").orElse(address.toString());
    }
}

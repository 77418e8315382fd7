package io.bothways.runtime.address;

import io.bothways.runtime.AppsConfig;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;

/**
 * The operator's rule for the addresses of apps. Asked when an address is saved, so that the person hears why not, and
 * again of each connection once it stands, because a name may lead elsewhere by then.
 */
@ApplicationScoped
public class AppAddresses {
    private final AppsConfig config;

    AppAddresses(AppsConfig config) {
        this.config = config;
    }

    /** A network that cannot be read is said when the service starts, not at the first account. */
    void check(@Observes StartupEvent started) {
        reachable();
    }

    public Reachable reachable() {
        return new Reachable(config.allowedNetworks().orElse(List.of()));
    }

    /**
     * Why apps may not be called there; empty where they may. Looks the host up. A host that has no address yet is
     * taken over https: nothing can be sent to it, and the connection is judged when it stands.
     *
     * @param address absolute, with a host
     */
    public Optional<String> objection(URI address) {
        Reachable reachable = reachable();
        boolean encrypted = "https".equalsIgnoreCase(address.getScheme());
        if (address.getUserInfo() != null) {
            return Optional.of("must not carry a user or password");
        }
        if (address.getQuery() != null || address.getFragment() != null) {
            return Optional.of("must be an address without a query or fragment");
        }
        InetAddress[] leadsTo;
        try {
            leadsTo = InetAddress.getAllByName(address.getHost());
        } catch (UnknownHostException unknown) {
            return encrypted
                    ? Optional.empty()
                    : Optional.of("is plain http; allowed is " + reachable.permitted());
        }
        for (InetAddress one : leadsTo) {
            if (!reachable.permits(one, encrypted)) {
                String reason = !encrypted && reachable.permits(one, true)
                        ? "is plain http"
                        : "leads to a private, local or metadata address";
                return Optional.of(reason + "; allowed is " + reachable.permitted());
            }
        }
        return Optional.empty();
    }
}

package io.bothways.runtime;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Optional;

/** What calls to apps may do. */
@ConfigMapping(prefix = "bothways.apps")
public interface AppsConfig {
    /**
     * Networks (such as {@code 10.1.0.0/16}) in which apps may be called although their addresses are not public, also
     * over plain http. Everything else is reached on the internet over https only, because tenants name the addresses:
     * a network that is allowed here can be called by every tenant. Loopback unless set, for apps on the same machine;
     * set it to nothing on a server that others use.
     */
    @WithDefault("127.0.0.0/8,::1/128")
    Optional<List<String>> allowedNetworks();

    /**
     * The longest answer that is read, after it was unpacked; a longer one fails the call. Each service holds some of
     * them at once, so that more needs more memory; less can make a page of large records unreadable.
     */
    @WithDefault("32M")
    MemorySize largestAnswer();
}

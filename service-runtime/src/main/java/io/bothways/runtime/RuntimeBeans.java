package io.bothways.runtime;

import io.bothways.runtime.codec.Codec;
import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Plain classes that the services inject. */
@Dependent
public class RuntimeBeans {
    /** The one clock; tests put their own in its place. */
    @Produces
    @DefaultBean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Produces
    @Singleton
    Codec codec() {
        return new Codec();
    }
}

package io.bothways.simulation.service;

/** The order in which a poller handles a page. */
public interface PageSteps {
    /** A change is published before the cursor that covers it is stored. */
    PageSteps PUBLISH_FIRST = (publish, dies, store) -> {
        publish.run();
        if (!dies.getAsBoolean()) {
            store.run();
        }
    };

    /** @param dies the process may die here */
    void handle(Runnable publish, java.util.function.BooleanSupplier dies, Runnable store);
}

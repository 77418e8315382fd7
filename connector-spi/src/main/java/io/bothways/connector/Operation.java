package io.bothways.connector;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Names a REST method for budgets, meters and reports, for example {@code search} or {@code batch_update}. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Operation {
    /** Lower case with underscores. */
    String value();

    /** Whether a lost answer leaves it open if the app has changed something. */
    boolean writes() default false;
}

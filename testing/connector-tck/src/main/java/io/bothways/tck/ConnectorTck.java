package io.bothways.tck;

import io.bothways.runtime.calls.Apps;
import io.bothways.runtime.registry.CredentialVault;
import io.bothways.testing.servers.RealServers;
import io.quarkus.test.common.QuarkusTestResource;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

/**
 * The conformance kit. A connector proves itself with a class like
 *
 * <pre>{@code
 * @QuarkusTest
 * @QuarkusTestResource(RealServers.class)
 * class OrchardTckIT extends ConnectorTck {
 *     protected Subject subject() {
 *         return new OrchardSubject();
 *     }
 * }
 * }</pre>
 */
@QuarkusTestResource(RealServers.class)
@Tag("tck")
public abstract class ConnectorTck {
    @Inject
    Apps apps;

    @Inject
    CredentialVault vault;

    /** The app under test. */
    protected abstract Subject subject();

    @Nested
    class Descriptor extends DescriptorSuite {
        Descriptor() {
            super(ConnectorTck.this);
        }
    }

    @Nested
    class Account extends AccountSuite {
        Account() {
            super(ConnectorTck.this);
        }
    }

    @Nested
    class Schema extends SchemaSuite {
        Schema() {
            super(ConnectorTck.this);
        }
    }

    @Nested
    class Paging extends PagingSuite {
        Paging() {
            super(ConnectorTck.this);
        }
    }

    @Nested
    class Changes extends ChangesSuite {
        Changes() {
            super(ConnectorTck.this);
        }
    }

    @Nested
    class Reading extends ReadingSuite {
        Reading() {
            super(ConnectorTck.this);
        }
    }

    @Nested
    class Deletions extends DeletionsSuite {
        Deletions() {
            super(ConnectorTck.this);
        }
    }

    @Nested
    class Batches extends BatchesSuite {
        Batches() {
            super(ConnectorTck.this);
        }
    }

    @Nested
    class Values extends ValuesSuite {
        Values() {
            super(ConnectorTck.this);
        }
    }

    @Nested
    class Associations extends AssociationsSuite {
        Associations() {
            super(ConnectorTck.this);
        }
    }

    @Nested
    class UnknownOutcomes extends UnknownOutcomesSuite {
        UnknownOutcomes() {
            super(ConnectorTck.this);
        }
    }

    @Nested
    class Failures extends FailuresSuite {
        Failures() {
            super(ConnectorTck.this);
        }
    }

    @Nested
    class Authorization extends AuthorizationSuite {
        Authorization() {
            super(ConnectorTck.this);
        }
    }

    @Nested
    class Webhooks extends WebhooksSuite {
        Webhooks() {
            super(ConnectorTck.this);
        }
    }
}

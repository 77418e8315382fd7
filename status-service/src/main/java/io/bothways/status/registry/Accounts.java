package io.bothways.status.registry;

import io.bothways.contracts.AccountId;
import io.bothways.contracts.Cause;
import io.bothways.contracts.TenantId;
import io.bothways.contracts.event.Request.CheckAccount;
import io.bothways.contracts.event.Request.PurgeWrites;
import io.bothways.contracts.event.Request.RetryWrites;
import io.bothways.runtime.MessageHeads;
import io.bothways.runtime.address.AppAddresses;
import io.bothways.runtime.calls.Credentials;
import io.bothways.runtime.registry.Account;
import io.bothways.runtime.registry.AccountSettings;
import io.bothways.runtime.registry.CredentialVault;
import io.bothways.status.registry.Offers.Offer;
import io.bothways.status.store.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.net.URI;
import java.net.URISyntaxException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/** Connected app instances: made, looked up, judged by what the poller found. */
@ApplicationScoped
public class Accounts {
    /** The purpose under which webhook secrets are locked in the vault. */
    public static final String WEBHOOK_SECRET = "webhook_secret";

    private static final SecureRandom RANDOM = new SecureRandom();

    private final Offers offers;
    private final CredentialVault vault;
    private final Wishes wishes;
    private final Database database;
    private final MessageHeads heads;
    private final AppAddresses addresses;
    private final Clock clock;

    Accounts(
            Offers offers,
            CredentialVault vault,
            Wishes wishes,
            Database database,
            MessageHeads heads,
            AppAddresses addresses,
            Clock clock) {
        this.offers = offers;
        this.vault = vault;
        this.wishes = wishes;
        this.database = database;
        this.heads = heads;
        this.addresses = addresses;
        this.clock = clock;
    }

    /** What is needed to connect an app instance. */
    public record NewAccount(
            String name,
            String connector,
            Optional<String> baseUrl,
            Map<String, String> credentials,
            Optional<String> webhookSecret,
            AccountSettings settings) {}

    /** What changes of an account; what is empty stays. */
    public record AccountChange(
            Optional<String> name,
            Optional<String> baseUrl,
            Optional<Map<String, String>> credentials,
            Optional<String> webhookSecret,
            UnaryOperator<AccountSettings> settings) {}

    public List<AccountEntity> of(TenantId tenant) {
        return AccountEntity.of(tenant.value());
    }

    public AccountEntity get(TenantId tenant, String id) {
        return AccountEntity.of(tenant.value(), id).orElseThrow(() -> Refusal.notFound("account"));
    }

    /** Stores the account and asks the poller to prove its credentials. */
    @Transactional
    public AccountEntity create(TenantId tenant, NewAccount wished) {
        Offer offer = offer(wished.connector());
        checkCredentials(offer, wished.credentials());
        checkBudgets(offer, wished.settings());
        AccountId id = new AccountId("acc_" + token(9));
        AccountEntity account = new AccountEntity();
        account.tenant = tenant.value();
        account.id = id.value();
        account.connector = offer.id();
        account.name = wished.name();
        account.baseUri = wished.baseUrl().map(this::address).orElse(offer.baseUri());
        account.state = Account.State.CONNECTING.name();
        account.settings = wished.settings().toJson();
        account.credentials = new Credentials(wished.credentials()).locked(tenant, id, vault);
        wished.webhookSecret()
                .ifPresent(secret -> account.webhookSecret = vault.lock(tenant, id, WEBHOOK_SECRET, secret));
        account.webhookKey = token(24);
        account.createdAt = clock.instant();
        account.persistAndFlush();
        askForCheck(tenant, id);
        return account;
    }

    /**
     * Changes what is given. Where the app is reached differently from now on, the account is CONNECTING until the
     * credentials are proven, and has to turn out to be the same one.
     */
    @Transactional
    public AccountEntity change(TenantId tenant, String id, AccountChange wished) {
        AccountEntity account = get(tenant, id);
        AccountId accountId = new AccountId(account.id);
        wished.name().ifPresent(name -> account.name = name);
        AccountSettings settings = wished.settings().apply(AccountSettings.parse(account.settings));
        if (!settings.toJson().equals(account.settings)) {
            checkBudgets(offer(account.connector), settings);
            account.settings = settings.toJson();
        }
        wished.baseUrl().ifPresent(baseUrl -> account.baseUri = address(baseUrl));
        wished.credentials().ifPresent(credentials -> {
            checkCredentials(offer(account.connector), credentials);
            account.credentials = new Credentials(credentials).locked(tenant, accountId, vault);
        });
        wished.webhookSecret()
                .ifPresent(secret -> account.webhookSecret = vault.lock(tenant, accountId, WEBHOOK_SECRET, secret));
        if (wished.baseUrl().isPresent() || wished.credentials().isPresent()) {
            if (!account.state.equals(Account.State.PAUSED.name())) {
                account.state = Account.State.CONNECTING.name();
                account.stateReason = "";
            }
            // A token was given for the old address or the old credentials.
            database.change(
                    "DELETE FROM registry.account_token WHERE tenant = ? AND account = ?", tenant.value(), account.id);
            askForCheck(tenant, accountId);
        }
        account.persistAndFlush();
        return account;
    }

    /** Lets the writer try now what waits for its next try. */
    @Transactional
    public void retry(TenantId tenant, String id) {
        AccountId account = new AccountId(get(tenant, id).id);
        wishes.send(List.of(new RetryWrites(heads.now(tenant, account, Cause.of(Cause.Kind.REQUEST)))));
    }

    /** Lets the writer give up what waits in the account's backlog. */
    @Transactional
    public void purge(TenantId tenant, String id, String reason) {
        AccountId account = new AccountId(get(tenant, id).id);
        wishes.send(List.of(new PurgeWrites(heads.now(tenant, account, Cause.of(Cause.Kind.REQUEST)), reason)));
    }

    /** Pauses the account, or resumes it: then its credentials are proven again. */
    @Transactional
    public AccountEntity pause(TenantId tenant, String id, boolean paused) {
        AccountEntity account = get(tenant, id);
        boolean isPaused = account.state.equals(Account.State.PAUSED.name());
        if (paused && !isPaused) {
            account.state = Account.State.PAUSED.name();
            account.stateReason = "";
        } else if (!paused && isPaused) {
            account.state = Account.State.CONNECTING.name();
            askForCheck(tenant, new AccountId(account.id));
        }
        account.persistAndFlush();
        return account;
    }

    private void askForCheck(TenantId tenant, AccountId id) {
        wishes.send(List.of(new CheckAccount(heads.now(tenant, id, Cause.of(Cause.Kind.REQUEST)))));
    }

    private Offer offer(String connector) {
        Map<String, Offer> known = offers.all();
        if (known.isEmpty()) {
            throw Refusal.notNow("The services that carry the connectors have not started yet. Try again in a moment.");
        }
        Offer offer = known.get(connector);
        if (offer == null) {
            throw Refusal.of("connector", "'" + connector + "' is not one of: " + String.join(", ", known.keySet()));
        }
        return offer;
    }

    private static void checkCredentials(Offer offer, Map<String, String> given) {
        boolean complete = offer.credentials().stream()
                .anyMatch(members -> members.stream()
                        .allMatch(member -> !given.getOrDefault(member, "").isBlank()));
        if (!complete) {
            List<String> choices = offer.credentials().stream()
                    .map(members -> String.join(" + ", members))
                    .toList();
            throw Refusal.of("credentials", "needs " + String.join(", or ", choices));
        }
        TreeSet<String> unknown = new TreeSet<>(given.keySet());
        offer.credentials().forEach(unknown::removeAll);
        if (!unknown.isEmpty()) {
            throw Refusal.of("credentials." + unknown.first(), "is not a credential of " + offer.label());
        }
    }

    private static void checkBudgets(Offer offer, AccountSettings settings) {
        for (String budget : settings.budgets().keySet()) {
            if (!offer.budgets().contains(budget)) {
                throw Refusal.of("settings.budgets." + budget, "is not a budget of " + offer.label() + ", which has "
                        + (offer.budgets().isEmpty() ? "none" : String.join(", ", offer.budgets())));
            }
        }
    }

    /** What a person gives: an address that apps may be called at, without the slash at its end. */
    private String address(String baseUrl) {
        try {
            URI uri = new URI(baseUrl);
            String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
            if (uri.getHost() == null || !(scheme.equals("https") || scheme.equals("http"))) {
                throw Refusal.of("base_url", "must be an address such as https://api.example.com");
            }
            addresses.objection(uri).ifPresent(objection -> {
                throw Refusal.of("base_url", objection);
            });
            return baseUrl.replaceAll("/+$", "");
        } catch (URISyntaxException wrong) {
            throw Refusal.of("base_url", "is not an address: " + wrong.getReason());
        }
    }

    private static String token(int bytes) {
        byte[] random = new byte[bytes];
        RANDOM.nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }
}

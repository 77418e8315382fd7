package io.bothways.runtime.budget;

import io.bothways.contracts.Lane;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What a process tells and asks about calls of one kind, in one exchange with the database.
 *
 * @param process who is lent the tokens
 * @param charges what each call costs
 * @param demand calls that are waited for, by lane
 * @param pack calls to be lent beside them, for those that come next
 * @param answered calls that were answered since the last exchange
 * @param unused calls that were lent and not made
 * @param lasting after this nothing that is started with what is lent now is open any more
 * @param told what the app has said of its limits since
 */
record Ask(
        String process,
        List<Charge> charges,
        Map<Lane, Long> demand,
        long pack,
        List<Answered> answered,
        long unused,
        Duration lasting,
        List<Told> told) {

    /** Calls that were answered so long ago. */
    record Answered(long calls, long ageMillis) {}

    /**
     * The app has said so long ago that so much of a limit is left.
     *
     * @param most the limit's whole size by the app; 0 where it does not say
     */
    record Told(String limit, long left, long most, long ageMillis) {}

    /**
     * What came of it.
     *
     * @param calls by lane, of those that were asked for
     * @param spare more of them
     * @param waitMillis when it is worth asking again for the rest
     */
    record Grant(Map<Lane, Long> calls, long spare, long waitMillis) {}

    /** Where budgets are kept: one exchange is one transaction over all limits that the calls count against. */
    interface Ledger {
        Grant exchange(Ask ask);
    }
}

package io.bothways.contracts.write;

import io.bothways.contracts.ConnectionId;
import io.bothways.contracts.Lane;
import io.bothways.contracts.MessageHead;
import io.bothways.contracts.Side;

/**
 * What every write command carries. {@code message.account()} is the target account, {@code message.id()} the
 * command's id: a re-published command keeps it and the writer answers from its ledger.
 *
 * @param link the link that it serves
 * @param side the side that it writes to
 * @param revision rises with every command of one link and side; a newer one replaces a queued one
 * @param type the target's object type
 * @param configurationVersion the configuration that it was decided under, checked again when it is claimed
 */
public record CommandHead(
        MessageHead message,
        ConnectionId connection,
        String object,
        String link,
        Side side,
        long revision,
        String type,
        Lane lane,
        long configurationVersion) {
    public String id() {
        return message.id();
    }
}

package io.bothways.status.parked;

import io.bothways.contracts.event.DeadLetter;
import io.bothways.runtime.codec.Codec;
import io.bothways.runtime.codec.UndecodableMessage;
import io.bothways.status.access.Doors;
import io.bothways.status.feed.Feed;
import io.bothways.status.feed.Feed.News;
import io.bothways.status.store.Database;
import io.bothways.status.store.Persistence;
import io.smallrye.common.annotation.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/** Keeps what was parked and says so in the operator's live list: nobody knows whose message an unreadable one is. */
@ApplicationScoped
public class ParkedMessages {
    private static final Logger LOG = Logger.getLogger(ParkedMessages.class);

    private final Codec codec;
    private final Database database;
    private final Persistence persistence;
    private final Feed feed;

    ParkedMessages(Codec codec, Database database, Persistence persistence, Feed feed) {
        this.codec = codec;
        this.database = database;
        this.persistence = persistence;
        this.feed = feed;
    }

    @Incoming("dead-letters")
    @Blocking
    public void hear(ConsumerRecords<String, byte[]> batch) {
        List<DeadLetter> letters = new ArrayList<>(batch.count());
        for (ConsumerRecord<String, byte[]> record : batch) {
            try {
                letters.add(codec.decodeDeadLetter(record.value() == null ? new byte[0] : record.value()));
            } catch (UndecodableMessage unreadable) {
                // Parking it would bring it back here for ever. It stays in the topic.
                LOG.errorf(
                        "a dead letter cannot be read: offset=%d reason=%s", record.offset(), unreadable.getMessage());
            }
        }
        persistence.untilStored(
                "dead letters", () -> database.inTransaction(transaction -> keep(transaction, letters)));
    }

    private void keep(Connection transaction, List<DeadLetter> letters) throws SQLException {
        String sql = "INSERT INTO status.dead_letter (topic, partition, record_offset, key, payload, reason, parked_at)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING";
        List<News> news = new ArrayList<>();
        for (DeadLetter letter : letters) {
            int added = Database.change(
                    transaction,
                    sql,
                    letter.topic(),
                    letter.partition(),
                    letter.offset(),
                    Database.storable(letter.key()),
                    letter.payload(),
                    Database.storable(letter.reason()),
                    letter.parkedAt());
            if (added > 0) {
                String words = "A message on " + letter.topic() + " could not be handled and was parked";
                String place = "partition " + letter.partition() + ", offset " + letter.offset();
                String detail = letter.reason() + " (" + place + ")";
                news.add(new News(Doors.OPERATOR, letter.parkedAt(), "dead_letter", "", "", words, detail));
            }
        }
        feed.add(transaction, news);
    }
}

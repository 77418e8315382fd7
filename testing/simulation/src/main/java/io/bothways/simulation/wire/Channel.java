package io.bothways.simulation.wire;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * A topic with one reader: durable, at least once. Messages come in the order in which they are due; one that is late
 * is overtaken, one that is doubled comes twice. What was read stays until the reader commits it.
 */
public final class Channel<T> {
    private record Message<T>(long due, long order, T content) {}

    private final Timeline timeline;
    private final Faults faults;
    private final boolean ordered;
    private final List<Message<T>> messages = new ArrayList<>();
    private long order;
    private Runnable reader = () -> {};

    /** @param ordered messages are never late: the reader relies on their order */
    public Channel(Timeline timeline, Faults faults, boolean ordered) {
        this.timeline = timeline;
        this.faults = faults;
        this.ordered = ordered;
    }

    /** Who is told that a message is due. */
    public void readBy(Runnable newReader) {
        reader = newReader;
    }

    public void send(T content) {
        long usual = timeline.luck().nextLong(5, 400);
        boolean late = !ordered && faults.strikes(FaultKind.MESSAGE_LATE);
        add(content, late ? timeline.luck().nextLong(5_000, 90_000) : ordered ? 5 : usual);
        if (faults.strikes(FaultKind.MESSAGE_DOUBLED)) {
            add(content, ordered ? 5 : timeline.luck().nextLong(5, 30_000));
        }
    }

    public void sendAll(Collection<? extends T> contents) {
        contents.forEach(this::send);
    }

    private void add(T content, long delay) {
        long due = timeline.now() + delay;
        messages.add(new Message<>(due, order++, content));
        messages.sort(Comparator.comparingLong((Message<T> message) -> ordered ? message.order : message.due)
                .thenComparingLong(Message::order));
        timeline.in(delay, () -> reader.run());
    }

    /** The messages that are due, at most so many; they stay until {@link #commit}. */
    public List<T> due(int most) {
        return messages.stream()
                .filter(message -> message.due <= timeline.now())
                .limit(most)
                .map(Message::content)
                .toList();
    }

    /** Forgets the first messages that {@link #due} gave. */
    public void commit(int handled) {
        messages.subList(0, handled).clear();
    }

    public boolean isEmpty() {
        return messages.isEmpty();
    }
}

package io.bothways.runtime.budget;

import io.bothways.runtime.budget.Usage.Lent;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;

/** A {@link Usage} as its row holds it: short, because it is written with every grant. */
final class UsageBytes {
    private static final int VERSION = 1;

    private UsageBytes() {}

    static byte[] write(Usage usage) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeLong(usage.slice());
            out.writeLong(usage.told);
            out.writeLong(usage.skew);
            out.writeLong(usage.pacedAtMicros);
            for (int i = 0; i < usage.turns.paid.length; i++) {
                out.writeLong(usage.turns.paid[i]);
                out.writeLong(usage.turns.wantedUntil[i]);
            }
            write(out, usage.ours, usage.slice());
            write(out, usage.others, usage.slice());
            write(out, usage.lent.size());
            for (Map.Entry<String, Lent> each : usage.lent.entrySet()) {
                out.writeUTF(each.getKey());
                write(out, each.getValue().tokens());
                out.writeLong(each.getValue().until());
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    static Usage read(Limit limit, byte[] bytes) {
        Usage usage = new Usage(limit);
        if (bytes.length == 0) {
            return usage;
        }
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            if (in.readByte() != VERSION) {
                throw new IllegalStateException("a budget was written by another version: " + limit.key());
            }
            long slice = in.readLong();
            usage.isToldToBe(in.readLong());
            usage.skew = in.readLong();
            usage.pacedAtMicros = in.readLong();
            for (int i = 0; i < usage.turns.paid.length; i++) {
                usage.turns.paid[i] = in.readLong();
                usage.turns.wantedUntil[i] = in.readLong();
            }
            read(in, usage.ours, slice);
            read(in, usage.others, slice);
            for (long open = number(in); open > 0; open--) {
                usage.lent.put(in.readUTF(), new Lent(number(in), in.readLong()));
            }
            return usage;
        } catch (IOException broken) {
            throw new UncheckedIOException("a budget's row is broken: " + limit.key(), broken);
        }
    }

    // Slice by slice, as steps of so many slices and tokens: most fit into a byte each.
    private static void write(DataOutputStream out, TreeMap<Long, Long> used, long slice) throws IOException {
        write(out, used.size());
        long last = 0;
        for (Map.Entry<Long, Long> each : used.entrySet()) {
            // Up, where the slices have another length now: a call may count longer, never shorter.
            long at = Math.ceilDiv(each.getKey(), slice);
            write(out, at - last);
            write(out, each.getValue());
            last = at;
        }
    }

    private static void read(DataInputStream in, TreeMap<Long, Long> used, long slice) throws IOException {
        long last = 0;
        for (long open = number(in); open > 0; open--) {
            last += number(in);
            used.merge(last * slice, number(in), Long::sum);
        }
    }

    private static void write(DataOutputStream out, long number) throws IOException {
        long rest = number;
        while (rest > 0x7f) {
            out.writeByte((int) (rest & 0x7f | 0x80));
            rest >>>= 7;
        }
        out.writeByte((int) rest);
    }

    private static long number(DataInputStream in) throws IOException {
        long number = 0;
        for (int shift = 0; ; shift += 7) {
            int part = in.readUnsignedByte();
            number |= (long) (part & 0x7f) << shift;
            if (part <= 0x7f) {
                return number;
            }
        }
    }
}

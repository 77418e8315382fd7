package io.bothways.simulator.dataverse.records;

import io.bothways.simulator.dataverse.schema.Organization;
import io.bothways.simulator.dataverse.schema.Table;
import io.bothways.simulator.dataverse.schema.Table.Ability;
import java.util.HashSet;
import java.util.Set;

/** What the application user may do: all with tables that clients write, reading with all others. */
public final class Privileges {
    private final Set<String> missing = new HashSet<>();

    /** The privileges that are missing from now on, such as {@code prvReadContact}. */
    public void missing(Set<String> names) {
        missing.clear();
        missing.addAll(names);
    }

    /** Demands a privilege: {@code Read}, {@code Create}, {@code Write} or {@code Delete}. */
    public void require(Table table, String verb) {
        String name = "prv" + verb + table.names().schema();
        if (missing.contains(name) || !verb.equals("Read") && !table.can(Ability.WRITE)) {
            throw new Problem(403, "0x80040220", "Principal user (Id=" + Organization.INTEGRATION_USER
                    + ", type=8, roleCount=1, privilegeCount=200, accessMode='4 Non-interactive'), is missing " + name
                    + " privilege (Id=" + Organization.id(name) + ") on OTC=" + table.typeCode() + " for entity '"
                    + table.logicalName() + "'.");
        }
    }
}

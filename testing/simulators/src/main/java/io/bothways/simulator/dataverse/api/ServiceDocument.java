package io.bothways.simulator.dataverse.api;

import io.bothways.simulator.dataverse.schema.AlternateKey;
import io.bothways.simulator.dataverse.schema.Column;
import io.bothways.simulator.dataverse.schema.LookupTarget;
import io.bothways.simulator.dataverse.schema.Organization;
import io.bothways.simulator.dataverse.schema.Table;
import io.bothways.simulator.dataverse.schema.Table.Ability;

/** The schema in CSDL, as {@code $metadata} gives it. No name in it needs escaping. */
final class ServiceDocument {
    private static final String NAMESPACE = "Microsoft.Dynamics.CRM";

    private ServiceDocument() {
    }

    static String write(boolean annotations) {
        StringBuilder xml = new StringBuilder("""
                <?xml version="1.0" encoding="utf-8"?>
                <edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"><edmx:DataServices>
                <Schema Namespace="Microsoft.Dynamics.CRM" Alias="mscrm"
                 xmlns="http://docs.oasis-open.org/odata/ns/edm">
                """);
        Organization.tables().forEach(table -> writeType(xml, table));
        xml.append("<EntityContainer Name=\"System\">\n");
        for (Table table : Organization.tables()) {
            xml.append("<EntitySet Name=\"").append(table.setName()).append("\" EntityType=\"").append(NAMESPACE)
                    .append('.').append(table.logicalName()).append("\">");
            if (annotations && table.can(Ability.TRACK)) {
                xml.append("<Annotation Term=\"Org.OData.Capabilities.V1.ChangeTracking\"><Record><PropertyValue"
                        + " Property=\"Supported\" Bool=\"true\" /></Record></Annotation>");
            }
            xml.append("</EntitySet>\n");
        }
        return xml.append("</EntityContainer>\n</Schema>\n</edmx:DataServices></edmx:Edmx>\n").toString();
    }

    private static void writeType(StringBuilder xml, Table table) {
        xml.append("<EntityType Name=\"").append(table.logicalName()).append("\"><Key><PropertyRef Name=\"")
                .append(table.primaryId()).append("\" /></Key>\n");
        for (Column column : table.columns()) {
            xml.append("<Property Name=\"").append(column.property()).append("\" Type=\"")
                    .append(column.type().edmType()).append("\" />\n");
            for (LookupTarget target : column.targets()) {
                xml.append("<NavigationProperty Name=\"").append(target.navigation()).append("\" Type=\"mscrm.")
                        .append(target.table()).append("\" Nullable=\"true\"><ReferentialConstraint Property=\"")
                        .append(column.property()).append("\" ReferencedProperty=\"").append(target.table())
                        .append("id\" /></NavigationProperty>\n");
            }
        }
        for (AlternateKey key : table.keys()) {
            xml.append("<Annotation Term=\"OData.Community.Keys.V1.AlternateKeys\" String=\"")
                    .append(String.join(",", key.columns())).append("\" />\n");
        }
        xml.append("</EntityType>\n");
    }
}

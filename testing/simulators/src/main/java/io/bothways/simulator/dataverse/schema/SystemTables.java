package io.bothways.simulator.dataverse.schema;

import static io.bothways.simulator.dataverse.schema.Column.choice;
import static io.bothways.simulator.dataverse.schema.Column.lookup;
import static io.bothways.simulator.dataverse.schema.Column.of;

import io.bothways.simulator.dataverse.schema.Column.Required;
import io.bothways.simulator.dataverse.schema.LookupTarget.WhenDeleted;
import io.bothways.simulator.dataverse.schema.Table.Ability;
import io.bothways.simulator.kit.store.ObjectType;
import java.util.ArrayList;
import java.util.List;

/** What every environment has: users, currencies, webhook registrations, and the columns of every table. */
final class SystemTables {
    private SystemTables() {
    }

    static List<Table> all() {
        return List.of(
                new Table(new Table.Names("systemuser", "SystemUser", "systemusers", "User", "Users"), 8, "fullname",
                        ObjectType.Kind.OTHER, List.of(), plain("systemuser",
                        of("fullname", "Full Name", ColumnType.STRING, 200),
                        of("domainname", "User Name", ColumnType.STRING, 1024),
                        of("internalemailaddress", "Primary Email", ColumnType.STRING, 100),
                        of("isdisabled", "Status", ColumnType.BOOLEAN, 0))),
                new Table(new Table.Names("transactioncurrency", "TransactionCurrency", "transactioncurrencies",
                        "Currency", "Currencies"), 9105, "currencyname", ObjectType.Kind.INTERNAL,
                        List.of(Ability.WRITE), plain("transactioncurrency",
                        of("currencyname", "Currency Name", ColumnType.STRING, 100),
                        of("isocurrencycode", "Currency Code", ColumnType.STRING, 5),
                        of("exchangerate", "Exchange Rate", ColumnType.DECIMAL, 0))),
                new Table(new Table.Names("sdkmessage", "SdkMessage", "sdkmessages", "Sdk Message", "Sdk Messages"),
                        4606, "name", ObjectType.Kind.INTERNAL, List.of(), plain("sdkmessage",
                        of("name", "Name", ColumnType.STRING, 256))),
                new Table(new Table.Names("sdkmessagefilter", "SdkMessageFilter", "sdkmessagefilters",
                        "Sdk Message Filter", "Sdk Message Filters"), 4607, "primaryobjecttypecode",
                        ObjectType.Kind.INTERNAL, List.of(), plain("sdkmessagefilter",
                        of("primaryobjecttypecode", "Primary Object Type Code", ColumnType.STRING, 128),
                        lookup("sdkmessageid", "SDK Message ID", ColumnType.LOOKUP,
                                new LookupTarget("sdkmessage", "sdkmessageid", WhenDeleted.CASCADE)))),
                new Table(new Table.Names("serviceendpoint", "ServiceEndpoint", "serviceendpoints", "Service Endpoint",
                        "Service Endpoints"), 4618, "name", ObjectType.Kind.INTERNAL, List.of(Ability.WRITE),
                        plain("serviceendpoint",
                        of("name", "Name", ColumnType.STRING, 160).required(Required.SYSTEM),
                        choice("contract", "Contract", ColumnType.PICKLIST, Option.of(1, "OneWay"),
                                Option.of(2, "Queue"), Option.of(3, "Rest"), Option.of(4, "TwoWay"),
                                Option.of(5, "Topic"), Option.of(6, "Queue (Persistent)"), Option.of(7, "Event Hub"),
                                Option.of(8, "Webhook"), Option.of(9, "Event Grid")),
                        of("url", "Public URL", ColumnType.STRING, 2048),
                        choice("authtype", "Auth Type", ColumnType.PICKLIST, Option.of(2, "SASKey"),
                                Option.of(4, "WebhookKey"), Option.of(5, "HttpHeader"),
                                Option.of(6, "HttpQueryString")),
                        of("authvalue", "Auth Value", ColumnType.STRING, 2048))),
                new Table(new Table.Names("sdkmessageprocessingstep", "SdkMessageProcessingStep",
                        "sdkmessageprocessingsteps", "Sdk Message Processing Step", "Sdk Message Processing Steps"),
                        4608, "name", ObjectType.Kind.INTERNAL, List.of(Ability.WRITE), plain(
                        "sdkmessageprocessingstep",
                        of("name", "Name", ColumnType.STRING, 256),
                        of("rank", "Execution Order", ColumnType.INTEGER, 0),
                        of("asyncautodelete", "Asynchronous Automatic Delete", ColumnType.BOOLEAN, 0),
                        of("filteringattributes", "Filtering Attributes", ColumnType.MEMO, 100_000),
                        choice("stage", "Execution Stage", ColumnType.PICKLIST, Option.of(10, "Pre-validation"),
                                Option.of(20, "Pre-operation"), Option.of(40, "Post-operation")),
                        choice("mode", "Execution Mode", ColumnType.PICKLIST, Option.of(0, "Synchronous"),
                                Option.of(1, "Asynchronous")),
                        lookup("sdkmessageid", "SDK Message", ColumnType.LOOKUP,
                                new LookupTarget("sdkmessage", "sdkmessageid", WhenDeleted.RESTRICT)),
                        lookup("sdkmessagefilterid", "SdkMessage Filter", ColumnType.LOOKUP,
                                new LookupTarget("sdkmessagefilter", "sdkmessagefilterid", WhenDeleted.RESTRICT)),
                        lookup("eventhandler", "Event Handler", ColumnType.LOOKUP,
                                new LookupTarget("serviceendpoint", "eventhandler_serviceendpoint",
                                        WhenDeleted.CASCADE)))));
    }

    /** The id of a table's rows and columns of its own. */
    static List<Column> withId(String table, Column... own) {
        List<Column> columns = new ArrayList<>();
        columns.add(of(table + "id", table, ColumnType.UNIQUEIDENTIFIER, 0).onlyOnCreate().required(Required.SYSTEM));
        columns.addAll(List.of(own));
        return columns;
    }

    /** Who wrote a row when, and its version. */
    static List<Column> stamps() {
        return List.of(
                of("createdon", "Created On", ColumnType.DATE_TIME, 0).readOnly(),
                of("modifiedon", "Modified On", ColumnType.DATE_TIME, 0).readOnly(),
                lookup("createdby", "Created By", ColumnType.LOOKUP,
                        new LookupTarget("systemuser", "createdby", WhenDeleted.REMOVE_LINK)).readOnly(),
                lookup("modifiedby", "Modified By", ColumnType.LOOKUP,
                        new LookupTarget("systemuser", "modifiedby", WhenDeleted.REMOVE_LINK)).readOnly(),
                of("versionnumber", "Version Number", ColumnType.BIGINT, 0).readOnly());
    }

    /** State and status reason; each status reason belongs to one state. */
    static List<Column> states(String table) {
        return switch (table) {
            case "opportunity" -> List.of(
                    state(Option.of(0, "Open"), Option.of(1, "Won"), Option.of(2, "Lost")),
                    status(new Option(1, "In Progress", 0), new Option(2, "On Hold", 0), new Option(3, "Won", 1),
                            new Option(4, "Canceled", 2), new Option(5, "Out-Sold", 2)));
            case "lead" -> List.of(
                    state(Option.of(0, "Open"), Option.of(1, "Qualified"), Option.of(2, "Disqualified")),
                    status(new Option(1, "New", 0), new Option(2, "Contacted", 0), new Option(3, "Qualified", 1),
                            new Option(4, "Lost", 2), new Option(5, "Cannot Contact", 2)));
            default -> List.of(
                    state(Option.of(0, "Active"), Option.of(1, "Inactive")),
                    status(new Option(1, "Active", 0), new Option(2, "Inactive", 1)));
        };
    }

    private static Column state(Option... options) {
        return choice("statecode", "Status", ColumnType.STATE, options).onlyOnUpdate().required(Required.SYSTEM);
    }

    private static Column status(Option... options) {
        return choice("statuscode", "Status Reason", ColumnType.STATUS, options);
    }

    private static List<Column> plain(String table, Column... own) {
        List<Column> columns = withId(table, own);
        columns.addAll(stamps());
        return columns;
    }
}

/**
 * Salesforce REST: contacts, accounts, opportunities, leads, cases and custom objects, read by SOQL, written by sObject
 * collections, told of by Outbound Messages. Deleted and merged records come with the incremental query itself. Quirks
 * stand in the folder's README.
 */
@NullMarked
package io.bothways.connector.salesforce;

import org.jspecify.annotations.NullMarked;

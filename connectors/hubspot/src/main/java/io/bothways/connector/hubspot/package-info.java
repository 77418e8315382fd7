/**
 * HubSpot CRM v3 and v4: contacts, companies and the primary company of a contact. Incremental reads come from the
 * search index, everything that decides a write is read by id. Quirks stand in the folder's README.
 */
@NullMarked
package io.bothways.connector.hubspot;

import org.jspecify.annotations.NullMarked;

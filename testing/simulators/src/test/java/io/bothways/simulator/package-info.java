/** What the kit does for every fake app, shown with HubSpot as the app. */
@NullMarked
package io.bothways.simulator;

import org.jspecify.annotations.NullMarked;

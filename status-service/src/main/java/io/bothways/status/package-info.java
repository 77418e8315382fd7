/**
 * Tells tenants and operators what is in step, what is not, and why; takes their wishes. Decides no merge and calls no
 * app: what it knows comes from the activity topic, what it wishes goes to the requests topic.
 */
@NullMarked
package io.bothways.status;

import org.jspecify.annotations.NullMarked;

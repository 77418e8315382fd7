/** Where calls to apps may go: public addresses over https, and networks that the operator allows. Knows no app. */
@NullMarked
package io.bothways.runtime.address;

import org.jspecify.annotations.NullMarked;

/// What tests of several modules share: gradient checks, golden values and matrix assertions.
@NullMarked
package dev.lamina.testkit;

import org.jspecify.annotations.NullMarked;

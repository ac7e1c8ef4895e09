/// What tests of several modules share: golden values and matrix assertions. Core's own tests
/// cannot depend on this module, which depends on core; those of them that need it are its tests.
@NullMarked
package dev.lamina.testkit;

import org.jspecify.annotations.NullMarked;

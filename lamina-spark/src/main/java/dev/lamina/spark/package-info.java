/// Training and prediction of Lamina's networks in Spark ML pipelines.
@NullMarked
package dev.lamina.spark;

import org.jspecify.annotations.NullMarked;

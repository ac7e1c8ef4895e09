/// The exchange of sums between the tasks of one training over sockets; knows nothing of Spark.
@NullMarked
package dev.lamina.spark.exchange;

import org.jspecify.annotations.NullMarked;

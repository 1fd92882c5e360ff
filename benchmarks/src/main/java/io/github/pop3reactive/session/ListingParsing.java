// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.session;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One entry of a listing, and the questions asked of capabilities. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ListingParsing {
  private static final String CR_LF = "\r\n";

  private final LineReader<ScanListing> scanListings = ListingLines.scanListings();
  private final LineReader<UniqueId> uniqueIds = ListingLines.uniqueIds();
  private final ByteBuf scan = direct("123456 1234567" + CR_LF);
  private final ByteBuf uid = direct("123456 0000a3f24f5c1d2e" + CR_LF);
  private final Capabilities capabilities =
      new Capabilities(
          List.of(
              "CAPA",
              "TOP",
              "UIDL",
              "RESP-CODES",
              "PIPELINING",
              "AUTH-RESP-CODE",
              "USER",
              "SASL PLAIN LOGIN SCRAM-SHA-256",
              "IMPLEMENTATION some server"));

  private static ByteBuf direct(String line) {
    return Unpooled.directBuffer().writeBytes(line.getBytes(StandardCharsets.US_ASCII));
  }

  /** A line of LIST. */
  @Benchmark
  public ScanListing list() {
    return scanListings.read(scan, 0, scan.writerIndex() - CR_LF.length());
  }

  /** A line of UIDL. */
  @Benchmark
  public UniqueId uidl() {
    return uniqueIds.read(uid, 0, uid.writerIndex() - CR_LF.length());
  }

  /** What is asked for before each request is written. */
  @Benchmark
  public boolean pipelining() {
    return capabilities.pipelining();
  }

  /** What is asked for at login. */
  @Benchmark
  public boolean saslPlain() {
    return capabilities.saslMechanisms().contains("PLAIN");
  }
}

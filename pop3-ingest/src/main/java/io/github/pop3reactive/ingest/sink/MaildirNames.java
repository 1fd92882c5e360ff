// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.ingest.sink;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Unique names as the Maildir specification wants them: seconds, then microseconds, process, random
 * octets and a counter, then the host.
 */
final class MaildirNames {
  private final AtomicLong counter = new AtomicLong();
  private final String process;
  private volatile @Nullable String host;

  MaildirNames() {
    byte[] random = new byte[8];
    new SecureRandom().nextBytes(random);
    this.process = "P" + ProcessHandle.current().pid() + "R" + HexFormat.of().formatHex(random);
  }

  /** Returns a name that no other call, process or host gives. May block. */
  String next() {
    Instant now = Instant.now();
    return now.getEpochSecond()
        + ".M"
        + now.getNano() / 1000
        + process
        + "Q"
        + counter.incrementAndGet()
        + "."
        + host();
  }

  private String host() {
    String known = host;
    if (known == null) {
      known = lookUp().replace("/", "\\057").replace(":", "\\072");
      host = known;
    }
    return known;
  }

  private static String lookUp() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }
}

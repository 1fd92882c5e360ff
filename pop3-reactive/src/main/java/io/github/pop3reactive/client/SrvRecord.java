// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.client;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.dns.DefaultDnsRecordDecoder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;

/**
 * Where a service of a domain is (RFC 2782).
 *
 * @param target the host, in lower case and without the dot at its end; empty if the service is not
 *     offered
 * @param ttl for how many seconds it may be kept
 */
record SrvRecord(int priority, int weight, int port, String target, long ttl) {

  /** Reads the data of a record, which may refer to names in front of it. */
  static SrvRecord read(ByteBuf data, long ttl) {
    ByteBuf in = data.duplicate();
    int priority = in.readUnsignedShort();
    int weight = in.readUnsignedShort();
    int port = in.readUnsignedShort();
    String name = DefaultDnsRecordDecoder.decodeName(in).toLowerCase(Locale.ROOT);
    return new SrvRecord(
        priority,
        weight,
        port,
        name.endsWith(".") ? name.substring(0, name.length() - 1) : name,
        ttl);
  }

  /**
   * Returns the records in the order in which they are to be tried: by priority, and among those of
   * one by lot, with chances as their weights.
   */
  static List<SrvRecord> inOrder(List<SrvRecord> records, RandomGenerator random) {
    List<SrvRecord> left = new ArrayList<>(records);
    left.sort(Comparator.comparingInt(SrvRecord::priority).thenComparingInt(SrvRecord::weight));
    List<SrvRecord> ordered = new ArrayList<>();
    while (!left.isEmpty()) {
      int priority = left.get(0).priority();
      List<SrvRecord> lots = left.stream().filter(record -> record.priority() == priority).toList();
      int sum = lots.stream().mapToInt(SrvRecord::weight).sum();
      int drawn = random.nextInt(sum + 1);
      int running = 0;
      for (SrvRecord lot : lots) {
        running += lot.weight();
        if (running >= drawn) {
          ordered.add(lot);
          left.remove(lot);
          break;
        }
      }
    }
    return ordered;
  }
}

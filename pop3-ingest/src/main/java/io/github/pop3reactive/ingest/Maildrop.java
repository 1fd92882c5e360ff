// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.ingest;

import io.github.pop3reactive.session.ScanListing;
import io.github.pop3reactive.session.UniqueId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One listing of a maildrop, joined from UIDL and LIST by message number. A message that only one
 * of them has arrived between the two: it is left for the next poll, but counts as a copy.
 */
final class Maildrop {

  /** A message that both listings have. */
  record Listed(ScanListing listing, MessageKey key) {
    int number() {
      return listing.number();
    }
  }

  private final List<Listed> messages = new ArrayList<>();
  private final Map<String, List<Copy>> copies = new LinkedHashMap<>();
  private final List<Integer> unidentified = new ArrayList<>();
  private final long octets;

  private record Copy(int number, MessageKey key) {}

  Maildrop(List<UniqueId> ids, Map<Integer, ScanListing> sizes) {
    Set<Integer> seen = new HashSet<>();
    long sum = 0;
    for (UniqueId id : ids) {
      if (!seen.add(id.number())) {
        continue;
      }
      ScanListing size = sizes.get(id.number());
      sum += size == null ? 0 : size.octets();
      if (id.isMissing()) {
        unidentified.add(id.number());
        continue;
      }
      List<Copy> same = copies.computeIfAbsent(id.id(), any -> new ArrayList<>(1));
      MessageKey key = new MessageKey(id.id(), same.size());
      same.add(new Copy(id.number(), key));
      if (size != null) {
        messages.add(new Listed(size, key));
      }
    }
    this.octets = sum;
  }

  /** Returns the messages that can be taken in, in the order of the listing. */
  List<Listed> messages() {
    return messages;
  }

  /** Returns the numbers of the messages without a unique-id. */
  List<Integer> unidentified() {
    return unidentified;
  }

  ListingSummary summary(Collection<Listed> fresh) {
    return new ListingSummary(
        messages.size(),
        octets,
        fresh.size(),
        fresh.stream().mapToLong(message -> message.listing().octets()).sum());
  }

  /** Returns those of the keys that are not listed. */
  List<MessageKey> notListed(Collection<MessageKey> keys) {
    return keys.stream()
        .filter(key -> copies.getOrDefault(key.uniqueId(), List.of()).size() <= key.occurrence())
        .toList();
  }

  /** Returns the messages all of whose copies are acknowledged: number and key. */
  Map<Integer, MessageKey> deletable(Set<MessageKey> acknowledged) {
    Map<Integer, MessageKey> deletable = new LinkedHashMap<>();
    copies.values().stream()
        .filter(same -> same.stream().map(Copy::key).allMatch(acknowledged::contains))
        .flatMap(List::stream)
        .forEach(copy -> deletable.put(copy.number(), copy.key()));
    return deletable;
  }

  /** Returns the keys of {@code deleted} no copy of which was left out. */
  static List<MessageKey> deletedTogether(
      Collection<MessageKey> deletable, Collection<MessageKey> deleted) {
    Map<String, Long> missing = new HashMap<>();
    deletable.forEach(key -> missing.merge(key.uniqueId(), 1L, Long::sum));
    deleted.forEach(key -> missing.merge(key.uniqueId(), -1L, Long::sum));
    return deleted.stream().filter(key -> missing.getOrDefault(key.uniqueId(), 0L) == 0).toList();
  }
}

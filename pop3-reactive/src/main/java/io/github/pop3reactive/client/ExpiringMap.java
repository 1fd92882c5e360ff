// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.client;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A map that keeps each entry for a time and, of more than its capacity, those that were used last.
 * For any thread; the lock is held for one look-up.
 *
 * @param <K> the keys
 * @param <V> the values
 */
final class ExpiringMap<K, V> {
  static final long FOR_EVER = Long.MAX_VALUE;

  private final int capacity;
  private final LongSupplier nanoTime;

  /** The one that was not used for the longest time is the first. */
  private final Map<K, Entry<V>> entries = new LinkedHashMap<>(16, 0.75f, true);

  private record Entry<V>(V value, long since, long nanos) {}

  /** Makes an empty map, which tells the time as {@link System#nanoTime} does. */
  ExpiringMap(int capacity, LongSupplier nanoTime) {
    this.capacity = capacity;
    this.nanoTime = nanoTime;
  }

  synchronized @Nullable V get(K key) {
    Entry<V> entry = entries.get(key);
    if (entry == null) {
      return null;
    }
    if (nanoTime.getAsLong() - entry.since() >= entry.nanos()) {
      entries.remove(key);
      return null;
    }
    return entry.value();
  }

  /** Keeps this value, instead of any other of the key, for so many nanoseconds from now on. */
  synchronized void put(K key, V value, long nanos) {
    entries.put(key, new Entry<>(value, nanoTime.getAsLong(), nanos));
    if (entries.size() > capacity) {
      Iterator<K> eldest = entries.keySet().iterator();
      eldest.next();
      eldest.remove();
    }
  }

  /** Returns the value, which is made and kept for so many nanoseconds if there is none. */
  synchronized V getOrPut(K key, Supplier<? extends V> make, long nanos) {
    V found = get(key);
    if (found != null) {
      return found;
    }
    V made = make.get();
    put(key, made, nanos);
    return made;
  }

  synchronized void remove(K key) {
    entries.remove(key);
  }
}

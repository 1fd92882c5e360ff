// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.mime;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.apache.james.mime4j.dom.Disposable;
import org.jspecify.annotations.Nullable;

/**
 * What was retrieved: its octets, whatever they are, and either what Mime4j made of them or why it
 * could not. Not safe for use by several threads at once. To be closed by whoever it was given to.
 *
 * @param <T> {@link org.apache.james.mime4j.dom.Message} or {@link
 *     org.apache.james.mime4j.dom.Header}
 */
public final class Retrieved<T> implements AutoCloseable {
  private final RawOctets raw;
  private final @Nullable T parsed;
  private final @Nullable Throwable problem;

  private Retrieved(RawOctets raw, @Nullable T parsed, @Nullable Throwable problem) {
    this.raw = raw;
    this.parsed = parsed;
    this.problem = problem;
  }

  static <T> Retrieved<T> parsed(RawOctets raw, T parsed) {
    return new Retrieved<>(raw, parsed, null);
  }

  static <T> Retrieved<T> unparsed(RawOctets raw, Throwable problem) {
    return new Retrieved<>(raw, null, problem);
  }

  /** Returns what Mime4j made of it, not to be used after {@link #close}; empty if nothing. */
  public Optional<T> parsed() {
    return Optional.ofNullable(parsed);
  }

  /** Returns why Mime4j could not make anything of it; empty if it could. */
  public Optional<Throwable> problem() {
    return Optional.ofNullable(problem);
  }

  /**
   * Returns what Mime4j made of it.
   *
   * @throws IllegalStateException if nothing, with the problem as cause
   */
  public T orElseThrow() {
    if (parsed == null) {
      throw new IllegalStateException("not parsed", problem);
    }
    return parsed;
  }

  /** Returns the number of octets that were transported, without dot-stuffing. */
  public long octets() {
    return raw.octets();
  }

  /**
   * Returns a stream of the octets as they were transported, from the first on; for as often as one
   * wants. May block, and is the caller's to close.
   *
   * @throws IOException if the temporary file is gone
   * @throws IllegalStateException after {@link #close}
   */
  public InputStream raw() throws IOException {
    return raw.open();
  }

  /** Returns whether the octets are in memory and not in a temporary file. */
  public boolean isInMemory() {
    return raw.isInMemory();
  }

  /**
   * Lets go of the octets and deletes their temporary file, if there is one. May block; does
   * nothing the second time.
   */
  @Override
  public void close() {
    if (parsed instanceof Disposable disposable) {
      disposable.dispose();
    }
    raw.close();
  }

  /** Returns the number of octets and whether they could be parsed; nothing of the message. */
  @Override
  public String toString() {
    return "Retrieved[" + octets() + " octets, " + (parsed == null ? "unparsed]" : "parsed]");
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.client;

import io.github.pop3reactive.session.Pop3Exception;
import java.util.ArrayList;
import java.util.List;

/** What has become of the servers tried so far, in one subscription. */
final class ServerFailures {
  private final List<Pop3Exception> failures = new ArrayList<>();

  void add(Pop3Exception failure) {
    failures.add(failure);
  }

  /** Returns this later failure, with those before as suppressed. */
  Pop3Exception before(Pop3Exception failure) {
    return telling(failure);
  }

  /**
   * Returns the first failure after which it makes sense to try again, or else the first, with the
   * others as suppressed.
   */
  Pop3Exception all() {
    return telling(
        failures.stream().filter(Pop3Exception::isRetryable).findFirst().orElse(failures.get(0)));
  }

  private Pop3Exception telling(Pop3Exception failure) {
    failures.stream().filter(other -> other != failure).forEach(failure::addSuppressed);
    return failure;
  }
}

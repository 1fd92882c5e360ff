// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.benchmarks.sidebyside;

import io.github.pop3reactive.benchmarks.server.MaildropFacts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one workload gave. */
record Result(Workload workload, MaildropFacts maildrop, List<Entrant> entrants) {

  @Nullable Entrant entrant(String name) {
    return entrants.stream()
        .filter(entrant -> entrant.name().equals(name) && entrant.failure() == null)
        .findFirst()
        .orElse(null);
  }

  long octets() {
    return (long) maildrop.messages() * maildrop.octets() * workload.mailboxes();
  }

  long messages() {
    return (long) maildrop.messages() * workload.mailboxes();
  }
}

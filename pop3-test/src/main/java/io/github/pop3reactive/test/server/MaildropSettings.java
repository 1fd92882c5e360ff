// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.test.server;

import io.github.pop3reactive.test.tls.TestCertificate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is fixed when a maildrop server starts. */
record MaildropSettings(
    String greeting,
    List<String> capabilities,
    boolean capa,
    Map<String, Maildrop> maildrops,
    @Nullable TestCertificate stls) {

  /** Whether a capability of that first word is listed. */
  boolean can(String name) {
    return capabilities.stream().anyMatch(line -> line.split(" ", 2)[0].equals(name));
  }

  /** Whether SASL PLAIN is listed. */
  boolean canSaslPlain() {
    return capabilities.stream()
        .map(line -> List.of(line.split(" ")))
        .anyMatch(words -> words.get(0).equals("SASL") && words.contains("PLAIN"));
  }

  /** Whether a message that was retrieved is removed at QUIT. */
  boolean deletesRetrieved() {
    return capabilities.contains("EXPIRE 0");
  }
}

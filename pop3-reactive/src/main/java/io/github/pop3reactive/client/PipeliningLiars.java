// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.client;

import io.github.pop3reactive.session.Pop3Session;
import io.github.pop3reactive.session.Pop3TimeoutException;
import io.github.pop3reactive.session.SessionOptions;
import io.github.pop3reactive.tls.TlsMode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The hosts that announce PIPELINING and were seen not to answer a pipelined command. Shared by all
 * clients of this JVM, because a service has many mailboxes on one host.
 */
final class PipeliningLiars {
  private static final int MAX_HOSTS = 1000;
  private static final PipeliningLiars SHARED = new PipeliningLiars();

  private record Host(String name, int port, TlsMode mode) {}

  private final Set<Host> hosts =
      Collections.synchronizedSet(
          Collections.newSetFromMap(
              new LinkedHashMap<>() {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Host, Boolean> eldest) {
                  return size() > MAX_HOSTS;
                }
              }));

  private PipeliningLiars() {}

  static PipeliningLiars shared() {
    return SHARED;
  }

  /** Returns the options for a session with this host. */
  SessionOptions options(Pop3ClientConfig config) {
    SessionOptions options = config.options();
    return hosts.contains(host(config)) ? options.mutate(o -> o.pipeliningWindow(1)) : options;
  }

  /** Looks at how the session ends. */
  void watch(Pop3ClientConfig config, Pop3Session session) {
    session
        .onClose()
        .subscribe(
            null,
            reason -> {
              if (reason instanceof Pop3TimeoutException late && late.isPipelined()) {
                hosts.add(host(config));
              }
            });
  }

  private static Host host(Pop3ClientConfig config) {
    return new Host(config.host().toLowerCase(Locale.ROOT), config.port(), config.tlsMode());
  }
}

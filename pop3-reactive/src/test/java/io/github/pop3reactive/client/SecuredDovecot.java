// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.client;

import io.github.pop3reactive.session.MaildropStatus;
import io.github.pop3reactive.session.Pop3Session;
import io.github.pop3reactive.test.dovecot.DovecotContainer;
import io.github.pop3reactive.test.tls.TestCa;
import java.time.Duration;
import reactor.test.StepVerifier;

/** The two ways to a secured connection with a Dovecot. */
enum SecuredDovecot {
  IMPLICIT_TLS {
    @Override
    Pop3Client towards(DovecotContainer dovecot) {
      return Pop3Client.create().port(dovecot.pop3sPort());
    }
  },
  STLS {
    @Override
    Pop3Client towards(DovecotContainer dovecot) {
      return Pop3Client.create().stls().port(dovecot.pop3Port());
    }
  };

  abstract Pop3Client towards(DovecotContainer dovecot);

  /** Returns a client without credentials that trusts this authority. */
  Pop3Client client(DovecotContainer dovecot, TestCa ca) {
    return towards(dovecot)
        .host(dovecot.host())
        .tls(tls -> tls.trust(ca.certificate()))
        .withoutCredentials();
  }

  /** Has a client log in and count the messages of its maildrop. */
  static void finds(int messages, Pop3Client client) {
    StepVerifier.create(client.withSession(Pop3Session::stat).map(MaildropStatus::messages))
        .expectNext(messages)
        .expectComplete()
        .verify(Duration.ofSeconds(30));
  }
}

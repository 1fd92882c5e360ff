// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.benchmarks.contest;

import io.github.pop3reactive.client.Pop3Client;
import io.github.pop3reactive.session.MessageBody;
import io.github.pop3reactive.session.SessionOptions;
import io.github.pop3reactive.tls.TlsOptions;
import io.netty.handler.ssl.OpenSsl;
import java.io.IOException;
import java.security.cert.CertificateException;
import java.util.HashMap;
import java.util.Map;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Ours, through the public API, with the options it has when nothing is set. */
final class ReactiveContestant implements Contestant {
  private static final int WINDOW = SessionOptions.DEFAULT.pipeliningWindow();

  /** One client for each server, as an application would keep it, so that TLS can resume. */
  private final Map<Job, Pop3Client> clients = new HashMap<>();

  @Override
  public String settings() {
    return "default options, limits and deadlines on; flatMapSequential with "
        + WINDOW
        + " bodies at once; TLS "
        + (OpenSsl.isAvailable() ? "BoringSSL" : "JDK");
  }

  @Override
  public void run(Job job, Tally tally) throws IOException, CertificateException {
    Pop3Client client = clients.get(job);
    if (client == null) {
      client = client(job);
      clients.put(job, client);
    }
    Pop3Client ready = client;
    Flux.range(0, job.mailboxes())
        .flatMap(mailbox -> maildrop(ready, tally), job.concurrency())
        .then()
        .block();
  }

  private static Pop3Client client(Job job) throws IOException, CertificateException {
    Pop3Client client =
        Pop3Client.create()
            .host(Job.HOST)
            .port(job.port())
            .credentials(job.maildrop().name(), Mono.just("secret"));
    if (!job.tls()) {
      return client.plaintext().plaintextLogin();
    }
    var trusting = TlsOptions.DEFAULT.trust(job.trust());
    return client.tls(tls -> trusting);
  }

  private static Flux<MessageCheck> maildrop(Pop3Client client, Tally tally) {
    return client.withSession(
        session ->
            session
                .list()
                .collectList()
                .flatMapMany(Flux::fromIterable)
                .flatMapSequential(
                    message -> read(session.retr(message), message.number(), tally), WINDOW));
  }

  private static Mono<MessageCheck> read(MessageBody body, int number, Tally tally) {
    return body.collect(
            MessageCheck::new,
            (check, chunk) -> {
              check.add(chunk);
              chunk.release();
            })
        .doOnNext(check -> check.finish(number, tally));
  }
}

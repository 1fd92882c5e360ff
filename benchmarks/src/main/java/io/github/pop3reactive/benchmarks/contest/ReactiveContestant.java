// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.benchmarks.contest;

import io.github.pop3reactive.client.Pop3Client;
import io.github.pop3reactive.session.MessageBody;
import io.github.pop3reactive.session.Pop3Session;
import io.github.pop3reactive.session.ScanListing;
import io.github.pop3reactive.session.SessionOptions;
import io.github.pop3reactive.tls.TlsOptions;
import io.netty.handler.ssl.OpenSsl;
import java.io.IOException;
import java.security.cert.CertificateException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Ours, through the public API, with the options it has when nothing is set. */
final class ReactiveContestant implements Contestant {
  private static final int WINDOW = SessionOptions.DEFAULT.pipeliningWindow();

  /** One client for each server, as an application would keep it, so that TLS can resume. */
  private final Map<Job, Pop3Client> clients = new HashMap<>();

  private final boolean tls12;

  ReactiveContestant(boolean tls12) {
    this.tls12 = tls12;
  }

  @Override
  public String settings() {
    return "default options, limits and deadlines on; TLS "
        + (OpenSsl.isAvailable() ? "BoringSSL" : "JDK")
        + (tls12 ? ", 1.2 only" : "");
  }

  @Override
  public void run(Job job, Tally tally) throws IOException, CertificateException {
    Pop3Client client = client(job);
    Flux.range(0, job.mailboxes())
        .flatMap(
            mailbox -> client.withSession(session -> use(session, job, tally)), job.concurrency())
        .then()
        .block();
  }

  @Override
  public AutoCloseable hold(Job job, int sessions) throws IOException, CertificateException {
    Pop3Client client = client(job);
    List<Pop3Session> held =
        Objects.requireNonNull(
            Flux.range(0, sessions)
                .flatMap(i -> client.connect(), job.concurrency())
                .collectList()
                .block());
    return () -> Flux.fromIterable(held).flatMap(Pop3Session::close).blockLast();
  }

  private Pop3Client client(Job job) throws IOException, CertificateException {
    Pop3Client client = clients.get(job);
    if (client == null) {
      client = newClient(job);
      clients.put(job, client);
    }
    return client;
  }

  private Pop3Client newClient(Job job) throws IOException, CertificateException {
    Pop3Client client =
        Pop3Client.create()
            .host(Job.HOST)
            .port(job.port())
            .credentials(job.maildrop().name(), Mono.just("secret"));
    if (!job.tls()) {
      return client.plaintext().plaintextLogin();
    }
    var trusting = TlsOptions.DEFAULT.trust(job.trust());
    var options = tls12 ? trusting.context(builder -> builder.protocols("TLSv1.2")) : trusting;
    return client.tls(tls -> options);
  }

  private static Mono<Void> use(Pop3Session session, Job job, Tally tally) {
    return switch (job.task()) {
      case READ, COLD ->
          session.list().collectList().flatMap(messages -> readAll(session, messages, tally));
      case POLL -> poll(session, tally);
      case UIDL -> session.uidl().doOnNext(entry -> tally.addId(entry.number(), entry.id())).then();
      case IDLE -> Mono.empty();
    };
  }

  /** STAT, UIDL and LIST are subscribed to together, so they go out together. */
  private static Mono<Void> poll(Pop3Session session, Tally tally) {
    return Mono.zip(
            session.stat(),
            session
                .uidl()
                .doOnNext(entry -> tally.addId(entry.number(), entry.id()))
                .then(Mono.just(true)),
            session.list().collectList())
        .flatMap(
            listed ->
                readAll(session, listed.getT3(), tally)
                    .thenMany(
                        Flux.fromIterable(listed.getT3())
                            .flatMapSequential(message -> session.dele(message.number()), WINDOW))
                    .then());
  }

  private static Mono<Void> readAll(Pop3Session session, List<ScanListing> messages, Tally tally) {
    return session.retr(messages, (message, body) -> read(body, message.number(), tally)).then();
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

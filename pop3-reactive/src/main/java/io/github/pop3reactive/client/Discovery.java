// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.client;

import io.github.pop3reactive.session.Pop3ConnectionException;
import io.github.pop3reactive.tls.TlsMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** The servers of a mail domain, as the DNS tells them (RFC 6186). */
final class Discovery {
  private static final Duration KEPT_AT_MOST = Duration.ofHours(1);

  /** An answer may name thousands. */
  private static final int MOST_SERVERS = 16;

  private final Pop3ClientConfig config;
  private final ServerChoice.Domain domain;
  private final Mono<Found> found;

  /** What the DNS says of one service. */
  private record Answer(TlsMode mode, List<SrvRecord> records, @Nullable Throwable failure) {
    boolean isOffered() {
      return records.stream().anyMatch(record -> !record.target().isEmpty());
    }
  }

  private record Found(List<Answer> answers) {
    Duration kept() {
      long seconds =
          answers.stream()
              .flatMap(answer -> answer.records().stream())
              .mapToLong(SrvRecord::ttl)
              .min()
              .orElse(0);
      return Duration.ofSeconds(Math.min(seconds, KEPT_AT_MOST.toSeconds()));
    }
  }

  Discovery(Pop3ClientConfig config, ServerChoice.Domain domain) {
    this.config = config;
    this.domain = domain;
    SrvLookup lookup = new SrvLookup(config.loops(), config.connecting().nameServers());
    this.found =
        Mono.zip(
                answer(lookup, "_pop3s._tcp.", TlsMode.IMPLICIT),
                answer(lookup, "_pop3._tcp.", TlsMode.STLS),
                (pop3s, pop3) -> new Found(List.of(pop3s, pop3)))
            .cache(Found::kept, error -> Duration.ZERO, () -> Duration.ZERO);
  }

  private Mono<Answer> answer(SrvLookup lookup, String service, TlsMode mode) {
    return lookup
        .of(service + domain.name())
        .map(records -> new Answer(mode, records, null))
        .onErrorResume(failure -> Mono.just(new Answer(mode, List.of(), failure)));
  }

  /** Emits at least one, in the order in which they are to be tried. */
  Mono<List<Pop3ClientConfig>> servers() {
    return found.map(this::inOrder);
  }

  private List<Pop3ClientConfig> inOrder(Found all) {
    List<Pop3ClientConfig> servers = new ArrayList<>();
    List<String> unfit = new ArrayList<>();
    for (Answer answer : all.answers()) {
      for (SrvRecord record : SrvRecord.inOrder(answer.records(), ThreadLocalRandom.current())) {
        if (record.target().isEmpty()) {
          continue;
        }
        Pop3ClientConfig server = server(answer.mode(), record);
        if (server == null) {
          unfit.add(record.target());
        } else {
          servers.add(server);
        }
      }
    }
    if (servers.isEmpty()) {
      throw nothing(all, unfit);
    }
    return servers.subList(0, Math.min(servers.size(), MOST_SERVERS));
  }

  /** Returns how to connect to the server, or null if nothing would show that it is one. */
  private @Nullable Pop3ClientConfig server(TlsMode mode, SrvRecord record) {
    boolean trusted = isWithin(record.target()) || domain.trusted().test(record.target());
    if (!trusted && !config.tls().isHostnameVerified()) {
      return null;
    }
    ConnectOptions connecting = config.connecting().stlsPolicy(StlsPolicy.ALWAYS_SECURE);
    String name = trusted ? record.target() : domain.name();
    return config
        .withServer(new ServerAddress(name, record.port(), mode))
        .withConnecting(
            trusted ? connecting : connecting.with(connecting.route().withTarget(record.target())));
  }

  private boolean isWithin(String target) {
    String name = domain.name().toLowerCase(Locale.ROOT);
    return target.equals(name) || target.endsWith("." + name);
  }

  private Pop3ConnectionException nothing(Found all, List<String> unfit) {
    String why =
        Stream.of(
                unfit.isEmpty() ? "" : ", and beyond it without verified names only " + unfit,
                all.answers().stream().anyMatch(answer -> !answer.records().isEmpty())
                        && all.answers().stream().noneMatch(Answer::isOffered)
                    ? ": POP3 is not offered there"
                    : "")
            .reduce("", String::concat);
    Throwable cause =
        all.answers().stream()
            .map(Answer::failure)
            .filter(failure -> failure != null)
            .findFirst()
            .orElse(null);
    return new Pop3ConnectionException(
        null, false, "no server found for the mail domain " + domain.name() + why, cause);
  }
}

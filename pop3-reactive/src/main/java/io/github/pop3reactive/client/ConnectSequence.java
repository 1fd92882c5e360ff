// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.client;

import io.github.pop3reactive.codec.Pop3Command;
import io.github.pop3reactive.session.Pop3Exception;
import io.github.pop3reactive.session.Pop3Session;
import io.github.pop3reactive.tls.TlsMode;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** Tries the servers of a client one after the other. */
final class ConnectSequence {
  private static final Logger LOG = LoggerFactory.getLogger(ConnectSequence.class);

  private final Pop3ClientConfig config;
  private final Mono<List<Pop3Connector>> connectors;

  ConnectSequence(Pop3ClientConfig config) {
    this.config = config;
    ServerChoice choice = config.choice();
    if (choice.domain() != null) {
      this.connectors = new Discovery(config, choice.domain()).servers().map(this::connectors);
    } else if (choice.servers().isEmpty()) {
      this.connectors = Mono.just(List.of(new Pop3Connector(config)));
    } else {
      this.connectors =
          Mono.just(connectors(choice.servers().stream().map(config::withServer).toList()));
    }
  }

  private List<Pop3Connector> connectors(List<Pop3ClientConfig> configs) {
    return configs.stream().map(Pop3Connector::new).toList();
  }

  Mono<Pop3Session> connect() {
    Mono<Pop3Session> session = connectors.flatMap(all -> from(0, all, new ServerFailures()));
    return ConnectDeadline.of(session, config.connecting().timeout());
  }

  private Mono<Pop3Session> from(int index, List<Pop3Connector> all, ServerFailures failures) {
    ConnectProgress progress = new ConnectProgress();
    Pop3Connector connector = all.get(index);
    return secured(connector, progress)
        .onErrorResume(
            Pop3Exception.class,
            failure -> {
              if (progress.isLoggingIn()) {
                return Mono.error(failures.before(failure));
              }
              failures.add(failure);
              if (index + 1 == all.size()) {
                return Mono.error(failures.all());
              }
              LOG.info("{} failed, the next server is tried: {}", connector, failure.getMessage());
              return from(index + 1, all, failures);
            });
  }

  private Mono<Pop3Session> secured(Pop3Connector connector, ConnectProgress progress) {
    return connector
        .connect(progress)
        .onErrorResume(
            Pop3Exception.class,
            failure ->
                !progress.isLoggingIn() && goesInClear(connector.config(), failure)
                    ? inClear(connector, failure, progress)
                    : Mono.error(failure));
  }

  private static boolean goesInClear(Pop3ClientConfig server, Pop3Exception failure) {
    return Pop3Command.STLS.equals(failure.command())
        && server.tlsMode() == TlsMode.STLS
        && server.connecting().stlsPolicy().onFailure(server.host(), server.port(), failure)
            == StlsPolicy.Decision.INSECURE;
  }

  private static Mono<Pop3Session> inClear(
      Pop3Connector connector, Pop3Exception failure, ConnectProgress progress) {
    LOG.warn("{} is spoken to in clear, as the policy says: {}", connector, failure.getMessage());
    Pop3ClientConfig config = connector.config();
    return new Pop3Connector(config.withPort(config.port()).withTlsMode(TlsMode.NONE))
        .connect(progress)
        .doOnError(
            Pop3Exception.class,
            next -> {
              if (next != failure) {
                next.addSuppressed(failure);
              }
            });
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pop3reactive.codec.Leniency;
import io.github.pop3reactive.codec.Pop3CodecConfig;
import io.github.pop3reactive.sasl.Credentials;
import io.github.pop3reactive.sasl.SaslContext;
import io.github.pop3reactive.sasl.SaslMechanisms;
import io.github.pop3reactive.session.LoginFailure;
import io.github.pop3reactive.session.LoginMethod;
import io.github.pop3reactive.session.LoginOrder;
import io.github.pop3reactive.session.MessageBody;
import io.github.pop3reactive.session.Pop3Exception;
import io.github.pop3reactive.session.Pop3Session;
import io.github.pop3reactive.session.SessionChannel;
import io.github.pop3reactive.session.SessionOptions;
import io.github.pop3reactive.test.server.ScriptedServer;
import io.github.pop3reactive.test.transcript.EmbeddedTranscript;
import io.github.pop3reactive.test.transcript.Step;
import io.github.pop3reactive.test.transcript.Transcript;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * A transcript of a server, with what a session makes of it. For each line of the client's that
 * begins a command the method of the session is called; the lines within a login are sent by
 * itself. In comments stand
 *
 * <pre>{@code
 * #> 2 320           what came of the next command; !REASON or !Exception where it failed
 * #lenient BARE_LF   what is let pass, if anything
 * }</pre>
 */
record ServerTranscript(Transcript transcript, SessionOptions options, List<String> expected) {
  private static final Duration SOON = Duration.ofSeconds(20);

  static ServerTranscript read(Path file) {
    String text;
    try {
      text = Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Leniency[] leniencies =
        text.lines()
            .filter(line -> line.startsWith("#lenient "))
            .flatMap(line -> Stream.of(line.substring(9).split(" ")))
            .map(Leniency::valueOf)
            .toArray(Leniency[]::new);
    SessionOptions options =
        SessionOptions.DEFAULT.mutate(
            o ->
                o.plaintextLogin(true)
                    .loginOrder(LoginOrder.of(LoginMethod.USER_PASS))
                    .codec(Pop3CodecConfig.DEFAULT.withLeniencies(leniencies)));
    List<String> expected =
        text.lines().filter(line -> line.startsWith("#> ")).map(line -> line.substring(3)).toList();
    return new ServerTranscript(Transcript.parse(text), options, expected);
  }

  /** Plays it whole, byte by byte and with every cut. */
  void playInMemory() {
    playInMemory(-1);
    playInMemory(0);
    for (int at = 1; at < transcript.serverOctets().length; at++) {
      playInMemory(at);
    }
  }

  private void playInMemory(int cut) {
    List<String> results = new ArrayList<>();
    AtomicReference<@Nullable Pop3Session> session = new AtomicReference<>();
    EmbeddedTranscript play =
        new EmbeddedTranscript(
            transcript,
            () -> {
              EmbeddedChannel channel = new EmbeddedChannel();
              SessionChannel.install(channel, null, options, null, SaslContext.UNKNOWN)
                  .greeting()
                  .subscribe(session::set, e -> results.add(failed(e)));
              channel.runPendingTasks();
              return channel;
            },
            (channel, line) -> {
              Pop3Session open = session.get();
              Mono<String> call = open == null ? null : call(open, line);
              if (call != null) {
                call.subscribe(results::add);
              }
            },
            Object::toString);
    List<String> left =
        switch (cut) {
          case -1 -> play.whole();
          case 0 -> play.byteByByte();
          default -> play.cutAt(cut);
        };
    assertThat(left).as("nothing gets past the session").isEmpty();
    assertThat(results).as("cut at %d", cut).isEqualTo(expected);
  }

  /** Plays it over a socket. */
  void playOverASocket() throws Exception {
    List<String> results = Collections.synchronizedList(new ArrayList<>());
    try (ScriptedServer server = ScriptedServer.start(transcript)) {
      Pop3Session session =
          Pop3Client.create()
              .host(server.host())
              .port(server.port())
              .plaintext()
              .options(o -> o.plaintextLogin(true).loginOrder(options.loginOrder()))
              .options(o -> o.codec(options.codec()))
              .connect()
              .onErrorResume(
                  e -> {
                    results.add(failed(e));
                    return Mono.empty();
                  })
              .block(SOON);
      if (session != null) {
        for (Step step : transcript.steps()) {
          Mono<String> call =
              step instanceof Step.ClientSends sends ? call(session, sends.line()) : null;
          if (call != null) {
            CompletableFuture<String> result = call.toFuture();
            results.add(result.get(SOON.toSeconds(), TimeUnit.SECONDS));
          }
        }
        session.close().block(SOON);
      }
    }
    assertThat(results).isEqualTo(expected);
  }

  /** Calls the method for the line and shows the result; null if the line is sent by itself. */
  private static @Nullable Mono<String> call(Pop3Session session, String line) {
    String[] words = line.split(" ", -1);
    int number = words.length > 1 && words[1].matches("[0-9]+") ? Integer.parseInt(words[1]) : 0;
    Mono<String> result =
        switch (words[0]) {
          case "CAPA" -> session.capa().map(told -> String.join(", ", told.lines()));
          case "USER" -> done(session.login(Credentials.of(words[1], "secret")));
          case "AUTH" ->
              done(session.authenticate(SaslMechanisms.login(), Credentials.of("ann", "secret")));
          case "STAT" -> session.stat().map(drop -> drop.messages() + " " + drop.octets());
          case "LIST" ->
              (number > 0 ? session.list(number).flux() : session.list())
                  .map(listing -> listing.number() + ":" + listing.octets())
                  .collectList()
                  .map(all -> String.join(" ", all));
          case "UIDL" ->
              (number > 0 ? session.uidl(number).flux() : session.uidl())
                  .map(id -> id.number() + "=" + id.id())
                  .collectList()
                  .map(all -> String.join(", ", all));
          case "RETR" -> text(session.retr(number));
          case "TOP" -> text(session.top(number, Integer.parseInt(words[2])));
          case "DELE" -> done(session.dele(number));
          case "NOOP" -> done(session.noop());
          case "QUIT" -> session.quit().map(Enum::name);
          default -> null;
        };
    return result == null ? null : result.onErrorResume(e -> Mono.just(failed(e)));
  }

  private static Mono<String> done(Mono<Void> command) {
    return command.thenReturn("done");
  }

  private static Mono<String> text(MessageBody body) {
    return body.asString(StandardCharsets.ISO_8859_1)
        .reduce("", String::concat)
        .map(text -> text.replace("\r", "\\r").replace("\n", "\\n"));
  }

  private static String failed(Throwable failure) {
    Pop3Exception known = (Pop3Exception) failure;
    String verb = known.command() == null ? "" : known.command().verb();
    boolean login = Stream.of("", "USER", "PASS", "AUTH").anyMatch(verb::equals);
    return "!"
        + (login ? LoginFailure.of(known).reason().name() : known.getClass().getSimpleName());
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.session;

import io.github.pop3reactive.codec.Pop3Command;
import io.github.pop3reactive.codec.Pop3Request;
import io.github.pop3reactive.codec.Pop3Requests;
import io.github.pop3reactive.codec.Pop3Response;
import io.github.pop3reactive.codec.ReplyShape;
import io.github.pop3reactive.sasl.Credentials;
import io.github.pop3reactive.sasl.SaslContext;
import io.github.pop3reactive.sasl.SaslMechanism;
import io.github.pop3reactive.tls.TlsInfo;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/** Maps commands to exchanges; has neither queues nor buffers. */
final class DefaultPop3Session implements Pop3Session {
  private static final long UNKNOWN_BODY_OCTETS = 64 * 1024;

  /** Replies come in order, so that an inner publisher has nothing to hold for later. */
  private static final int PREFETCH = 1;

  private final ExchangeHandler handler;
  private final SessionStatus status;
  private final SessionOptions options;
  private final Logins logins;
  private final OptionalCommands optional = new OptionalCommands(this);

  DefaultPop3Session(ExchangeHandler handler, SaslContext peer) {
    this.handler = handler;
    this.status = handler.status();
    this.options = handler.options();
    this.logins = new Logins(handler, peer, this::submit, utf8());
  }

  private <T> Mono<T> submit(Function<MonoSink<T>, Exchange> factory) {
    return Mono.create(
        sink -> {
          Exchange exchange = factory.apply(sink);
          sink.onCancel(() -> handler.cancel(exchange));
          handler.submit(exchange);
        });
  }

  private <T> Mono<T> single(Pop3Request request, Function<Pop3Response, @Nullable T> reader) {
    Function<Pop3Response, @Nullable T> noting =
        response -> {
          status.accepted(request.command());
          return reader.apply(response);
        };
    return submit(sink -> new StatusExchange<>(request, options.responseTimeout(), sink, noting));
  }

  private Mono<Void> single(Pop3Request request) {
    return single(request, response -> null);
  }

  private <T> Flux<T> stream(Function<CoreSubscriber<? super T>, StreamExchange<T>> factory) {
    return new Flux<>() {
      @Override
      public void subscribe(CoreSubscriber<? super T> actual) {
        StreamExchange<T> exchange = factory.apply(actual);
        actual.onSubscribe(exchange);
        handler.submit(exchange);
      }
    };
  }

  private <T> Flux<T> listing(
      Pop3Request request, long maxEntries, Supplier<LineReader<T>> reader) {
    return stream(
        actual -> new ListingExchange<>(handler, request, maxEntries, reader.get(), actual));
  }

  private Flux<ByteBuf> chunks(Pop3Request request, long expectedOctets) {
    return stream(actual -> new BodyExchange(handler, request, expectedOctets, actual));
  }

  private MessageBody body(Pop3Request request) {
    return new MessageBody(
        chunks(request, UNKNOWN_BODY_OCTETS), request.command(), options.maxAggregateOctets());
  }

  @Override
  public Pop3Response greeting() {
    return Objects.requireNonNull(status.greeting);
  }

  @Override
  public SessionState state() {
    return status.state;
  }

  @Override
  public boolean isEncrypted() {
    return status.encrypted;
  }

  @Override
  public @Nullable TlsInfo tls() {
    boolean secured = status.encrypted && status.state != SessionState.CLOSED;
    SSLSession session = secured ? handler.upgrade().session() : null;
    return session == null ? null : TlsInfo.of(session);
  }

  @Override
  public Capabilities capabilities() {
    return status.capabilities;
  }

  @Override
  public long deleted() {
    return status.deleted.get();
  }

  @Override
  public Mono<Capabilities> capa() {
    return listing(
            Pop3Requests.capa(),
            options.maxCapabilities(),
            () -> (line, from, until) -> line.toString(from, until - from, StandardCharsets.UTF_8))
        .collectList()
        .map(Capabilities::new)
        .doOnNext(status::learn);
  }

  @Override
  public Mono<Void> stls() {
    return submit(sink -> new StlsExchange(handler, options.responseTimeout(), sink));
  }

  @Override
  public Mono<Void> utf8() {
    return single(Pop3Requests.utf8());
  }

  @Override
  public boolean isUtf8() {
    return status.utf8;
  }

  @Override
  public Flux<Language> lang() {
    return listing(
        Pop3Requests.lang(),
        options.maxCapabilities(),
        () ->
            (line, from, until) ->
                Language.of(line.toString(from, until - from, StandardCharsets.UTF_8)));
  }

  @Override
  public Mono<String> lang(String tag) {
    return single(Pop3Requests.lang(tag), Pop3Response::text);
  }

  @Override
  public Mono<Void> login(Credentials credentials) {
    return logins.login(credentials);
  }

  @Override
  public Mono<Void> authenticate(SaslMechanism mechanism, Credentials credentials) {
    return logins.login(LoginMethod.sasl(mechanism), credentials);
  }

  @Override
  public Mono<Void> apop(Credentials credentials) {
    return logins.login(LoginMethod.APOP, credentials);
  }

  @Override
  public Mono<MaildropStatus> stat() {
    return single(Pop3Requests.stat(), ListingLines::status);
  }

  @Override
  public Flux<ScanListing> list() {
    return listing(Pop3Requests.list(), options.maxListingEntries(), ListingLines::scanListings);
  }

  @Override
  public Mono<ScanListing> list(int number) {
    return single(
        Pop3Requests.list(number), response -> ListingLines.scanListing(response, number));
  }

  @Override
  public Flux<UniqueId> uidl() {
    return listing(Pop3Requests.uidl(), options.maxListingEntries(), ListingLines::uniqueIds);
  }

  @Override
  public Mono<UniqueId> uidl(int number) {
    return single(Pop3Requests.uidl(number), response -> ListingLines.uniqueId(response, number));
  }

  @Override
  public MessageBody retr(int number) {
    return body(Pop3Requests.retr(number));
  }

  @Override
  public MessageBody retr(ScanListing listing) {
    Pop3Request request = Pop3Requests.retr(listing.number());
    return new MessageBody(
        chunks(request, listing.octets()),
        request.command(),
        options.maxAggregateOctets(),
        listing.octets());
  }

  @Override
  public <T> Flux<T> retr(
      MessageRange range,
      Function<? super MessageBody, ? extends Publisher<? extends T>> consumer) {
    return numbers(range)
        .flatMapSequential(
            number -> consumer.apply(retr(number)), options.pipeliningWindow(), PREFETCH);
  }

  @Override
  public <T> Flux<T> retr(
      Iterable<ScanListing> listings,
      BiFunction<? super ScanListing, ? super MessageBody, ? extends Publisher<? extends T>>
          consumer) {
    return Flux.fromIterable(listings)
        .flatMapSequential(
            listing -> consumer.apply(listing, retr(listing)),
            options.pipeliningWindow(),
            PREFETCH);
  }

  @Override
  public MessageBody top(int number, int lines) {
    return body(Pop3Requests.top(number, lines));
  }

  @Override
  public MessageBody header(int number, TopFallback fallback) {
    return new MessageBody(
        optional.header(number, fallback), Pop3Command.TOP, options.maxAggregateOctets());
  }

  @Override
  public Mono<Boolean> supportsUidl() {
    return optional.uidl();
  }

  @Override
  public Mono<Boolean> supportsTop() {
    return optional.top();
  }

  @Override
  public Mono<Void> dele(int number) {
    return single(Pop3Requests.dele(number));
  }

  @Override
  public Mono<Integer> dele(MessageRange range) {
    return numbers(range)
        .flatMapSequential(
            number -> dele(number).thenReturn(number), options.pipeliningWindow(), PREFETCH)
        .count()
        .map(Math::toIntExact);
  }

  private Flux<Integer> numbers(MessageRange range) {
    return stat()
        .flatMapMany(
            maildrop -> {
              int last = Math.min(range.last(), maildrop.messages());
              return last < range.first()
                  ? Flux.empty()
                  : Flux.range(range.first(), last - range.first() + 1);
            });
  }

  @Override
  public Mono<Void> noop() {
    return single(Pop3Requests.noop());
  }

  @Override
  public Mono<Void> rset() {
    return single(Pop3Requests.rset());
  }

  @Override
  public Mono<Integer> last() {
    return single(Pop3Requests.last(), ListingLines::last);
  }

  @Override
  public Mono<CommitOutcome> quit() {
    return submit(sink -> new QuitExchange(handler, options.responseTimeout(), sink));
  }

  @Override
  public Mono<Pop3Response> command(Pop3Request request) {
    check(request, ReplyShape.SINGLE_LINE);
    return single(request, response -> response);
  }

  @Override
  public MessageBody multiLineCommand(Pop3Request request) {
    check(request, ReplyShape.MULTI_LINE);
    return body(request);
  }

  private static void check(Pop3Request request, ReplyShape shape) {
    if (request.replyShape() != shape || CommandRules.changesSession(request.command())) {
      throw new IllegalArgumentException(request.command() + " is not for this method");
    }
  }

  @Override
  public Mono<Void> close() {
    return handler.close();
  }

  @Override
  public Mono<Void> onClose() {
    return handler.onClose();
  }
}

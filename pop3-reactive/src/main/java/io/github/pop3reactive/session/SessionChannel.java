// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.session;

import io.github.pop3reactive.codec.Pop3ClientCodec;
import io.github.pop3reactive.codec.Pop3LineDecoder;
import io.github.pop3reactive.sasl.SaslContext;
import io.github.pop3reactive.tls.TlsHandlerFactory;
import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The handlers of a session, for those who make their own channels; {@link
 * io.github.pop3reactive.client.Pop3Client} does it for everyone else.
 *
 * <pre>
 * socket -&gt; {@value #SSL} -&gt; {@value #LINE} -&gt; {@value #CODEC} -&gt; {@value #SESSION}
 * </pre>
 *
 * Install them when the channel is initialised, so that no octet of the greeting is missed.
 */
public final class SessionChannel {
  /** The name of the handler that secures the connection, if there is one. */
  public static final String SSL = "pop3.ssl";

  /** The name of the {@link Pop3LineDecoder}. */
  public static final String LINE = "pop3.line";

  /** The name of the {@link Pop3ClientCodec}. */
  public static final String CODEC = "pop3.codec";

  /** The name of the handler that owns the session. */
  public static final String SESSION = "pop3.session";

  /** The name of the handler behind {@value #CODEC} that a wiretap puts there. */
  public static final String WIRETAP = "pop3.wiretap";

  private final Channel channel;
  private final ExchangeHandler handler;
  private final SaslContext peer;

  private SessionChannel(Channel channel, ExchangeHandler handler, SaslContext peer) {
    this.channel = channel;
    this.handler = handler;
    this.peer = peer;
  }

  /**
   * Puts the handlers into the pipeline of a channel that is registered and not yet active.
   *
   * @param before the name of the handler in front of which they go, or null for the end
   * @param stls what secures the connection on {@link Pop3Session#stls()}, or null if it shall not
   *     be
   * @param peer what mechanisms are told of the server
   */
  public static SessionChannel install(
      Channel channel,
      @Nullable String before,
      SessionOptions options,
      @Nullable TlsHandlerFactory stls,
      SaslContext peer) {
    Pop3LineDecoder lines = new Pop3LineDecoder(options.codec());
    ExchangeHandler handler = new ExchangeHandler(channel, options, stls);
    ChannelPipeline pipeline = channel.pipeline();
    if (before == null) {
      pipeline.addLast(LINE, lines);
    } else {
      pipeline.addBefore(before, LINE, lines);
    }
    pipeline.addAfter(LINE, CODEC, new Pop3ClientCodec(lines, options.codec()));
    pipeline.addAfter(CODEC, SESSION, handler);
    return new SessionChannel(channel, handler, peer);
  }

  /**
   * Lets the session take these capabilities, which an earlier session with the same server learnt
   * in the same state, for the answer to a CAPA that is not sent. If they are wrong, commands may
   * be refused and replies may not come.
   */
  public void assume(Capabilities capabilities) {
    handler.status().learn(capabilities);
  }

  /**
   * Tells {@code tap} what goes over the wire from now on, on the event loop, which it must not
   * block. What it throws is logged and dropped. To be called once, when the channel is
   * initialised.
   */
  public void wiretap(Consumer<? super WireEvent> tap) {
    channel.pipeline().addAfter(CODEC, WIRETAP, new WiretapHandler(tap));
  }

  /**
   * Tells {@code observer} what becomes of the session, its connection and its commands. To be
   * called once, before the greeting is subscribed to.
   */
  public void observe(SessionObserver observer) {
    if (observer != SessionObserver.NONE) {
      handler.observe(observer);
      handler.onClose().subscribe(null, observer::ended, () -> observer.ended(null));
    }
  }

  /**
   * Reads the greeting and emits the session in state AUTHORIZATION. Reading from the socket begins
   * with the subscription, of which there is one. If a handler named {@value #SSL} is in the
   * pipeline, the deadline of the greeting runs from the end of its handshake.
   *
   * <p>Fails with {@link Pop3Exception}, and the channel is closed: {@link Pop3ResponseException}
   * if the server refuses the connection, {@link Pop3TlsException} if the handshake fails. Cancel
   * before the session is emitted closes the channel.
   */
  public Mono<Pop3Session> greeting() {
    AtomicBoolean emitted = new AtomicBoolean();
    return Mono.defer(() -> handler.start(channel.pipeline().get(SSL) != null))
        .<Pop3Session>map(greeting -> new DefaultPop3Session(handler, peer))
        .doOnNext(session -> emitted.set(true))
        .doOnCancel(
            () -> {
              if (!emitted.get()) {
                channel.close();
              }
            });
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.session;

import io.github.pop3reactive.codec.Pop3CodecConfig;
import java.time.Duration;

/**
 * Collects changes to {@link SessionOptions}, whose table says what each value means. Values are
 * checked when the options are built, which {@link SessionOptions#mutate} does.
 */
public final class SessionOptionsBuilder {
  private Pop3CodecConfig codec;
  private int maxCapabilities;
  private long maxListingEntries;
  private long maxAggregateOctets;
  private int pipeliningWindow;
  private long pipeliningOctets;
  private long drainOctets;
  private Duration connectTimeout;
  private Duration tlsTimeout;
  private Duration greetingTimeout;
  private Duration loginTimeout;
  private Duration responseTimeout;
  private Duration silenceTimeout;
  private Duration sessionTimeout;
  private boolean plaintextLogin;
  private boolean utf8;
  private LoginOrder loginOrder;

  SessionOptionsBuilder(SessionOptions options) {
    codec = options.codec();
    maxCapabilities = options.maxCapabilities();
    maxListingEntries = options.maxListingEntries();
    maxAggregateOctets = options.maxAggregateOctets();
    pipeliningWindow = options.pipeliningWindow();
    pipeliningOctets = options.pipeliningOctets();
    drainOctets = options.drainOctets();
    connectTimeout = options.connectTimeout();
    tlsTimeout = options.tlsTimeout();
    greetingTimeout = options.greetingTimeout();
    loginTimeout = options.loginTimeout();
    responseTimeout = options.responseTimeout();
    silenceTimeout = options.silenceTimeout();
    sessionTimeout = options.sessionTimeout();
    plaintextLogin = options.plaintextLogin();
    utf8 = options.utf8();
    loginOrder = options.loginOrder();
  }

  /** Sets {@link SessionOptions#codec()}. */
  public SessionOptionsBuilder codec(Pop3CodecConfig value) {
    codec = value;
    return this;
  }

  /** Sets {@link SessionOptions#maxCapabilities()}. */
  public SessionOptionsBuilder maxCapabilities(int value) {
    maxCapabilities = value;
    return this;
  }

  /** Sets {@link SessionOptions#maxListingEntries()}. */
  public SessionOptionsBuilder maxListingEntries(long value) {
    maxListingEntries = value;
    return this;
  }

  /** Sets {@link SessionOptions#maxAggregateOctets()}. */
  public SessionOptionsBuilder maxAggregateOctets(long value) {
    maxAggregateOctets = value;
    return this;
  }

  /** Sets {@link SessionOptions#pipeliningWindow()}. */
  public SessionOptionsBuilder pipeliningWindow(int value) {
    pipeliningWindow = value;
    return this;
  }

  /** Sets {@link SessionOptions#pipeliningOctets()}. */
  public SessionOptionsBuilder pipeliningOctets(long value) {
    pipeliningOctets = value;
    return this;
  }

  /** Sets {@link SessionOptions#drainOctets()}. */
  public SessionOptionsBuilder drainOctets(long value) {
    drainOctets = value;
    return this;
  }

  /** Sets {@link SessionOptions#connectTimeout()}. */
  public SessionOptionsBuilder connectTimeout(Duration value) {
    connectTimeout = value;
    return this;
  }

  /** Sets {@link SessionOptions#tlsTimeout()}. */
  public SessionOptionsBuilder tlsTimeout(Duration value) {
    tlsTimeout = value;
    return this;
  }

  /** Sets {@link SessionOptions#greetingTimeout()}. */
  public SessionOptionsBuilder greetingTimeout(Duration value) {
    greetingTimeout = value;
    return this;
  }

  /** Sets {@link SessionOptions#loginTimeout()}. */
  public SessionOptionsBuilder loginTimeout(Duration value) {
    loginTimeout = value;
    return this;
  }

  /** Sets {@link SessionOptions#responseTimeout()}. */
  public SessionOptionsBuilder responseTimeout(Duration value) {
    responseTimeout = value;
    return this;
  }

  /** Sets {@link SessionOptions#silenceTimeout()}. */
  public SessionOptionsBuilder silenceTimeout(Duration value) {
    silenceTimeout = value;
    return this;
  }

  /** Sets {@link SessionOptions#sessionTimeout()}. */
  public SessionOptionsBuilder sessionTimeout(Duration value) {
    sessionTimeout = value;
    return this;
  }

  /** Sets {@link SessionOptions#plaintextLogin()}. */
  public SessionOptionsBuilder plaintextLogin(boolean value) {
    plaintextLogin = value;
    return this;
  }

  /** Sets {@link SessionOptions#utf8()}. */
  public SessionOptionsBuilder utf8(boolean value) {
    utf8 = value;
    return this;
  }

  /** Sets {@link SessionOptions#loginOrder()}. */
  public SessionOptionsBuilder loginOrder(LoginOrder value) {
    loginOrder = value;
    return this;
  }

  SessionOptions build() {
    return new SessionOptions(
        codec,
        maxCapabilities,
        maxListingEntries,
        maxAggregateOctets,
        pipeliningWindow,
        pipeliningOctets,
        drainOctets,
        connectTimeout,
        tlsTimeout,
        greetingTimeout,
        loginTimeout,
        responseTimeout,
        silenceTimeout,
        sessionTimeout,
        plaintextLogin,
        utf8,
        loginOrder);
  }
}

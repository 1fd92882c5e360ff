// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.ingest;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps what a listener throws away from the poll. */
record GuardedListener(IngestListener listener) implements IngestListener {
  private static final Logger LOG = LoggerFactory.getLogger(GuardedListener.class);

  @Override
  public void pollStarted(String mailbox) {
    guard(() -> listener.pollStarted(mailbox));
  }

  @Override
  public void listed(String mailbox, ListingSummary listing) {
    guard(() -> listener.listed(mailbox, listing));
  }

  @Override
  public void received(String mailbox, MessageKey key, int octets) {
    guard(() -> listener.received(mailbox, key, octets));
  }

  @Override
  public void messageDelivered(String mailbox, MessageKey key, long octets) {
    guard(() -> listener.messageDelivered(mailbox, key, octets));
  }

  @Override
  public void messageFailed(String mailbox, MessageFailure failure) {
    guard(() -> listener.messageFailed(mailbox, failure));
  }

  @Override
  public void pollEnded(PollResult result) {
    guard(() -> listener.pollEnded(result));
  }

  private void guard(Runnable call) {
    try {
      call.run();
    } catch (RuntimeException e) {
      LOG.warn("an ingest listener failed", e);
    }
  }
}

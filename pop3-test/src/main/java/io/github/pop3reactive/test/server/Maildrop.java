// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.test.server;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The messages of one user, and who has them open. */
final class Maildrop {
  private final String password;
  private final Semaphore free = new Semaphore(1);
  private final List<MaildropMessage> messages = new ArrayList<>();
  private final List<String> removed = new ArrayList<>();

  Maildrop(String password) {
    this.password = password;
  }

  boolean isPassword(String candidate) {
    return password.equals(candidate);
  }

  synchronized void add(MaildropMessage message) {
    messages.add(message);
  }

  synchronized List<MaildropMessage> messages() {
    return List.copyOf(messages);
  }

  /** The unique-ids of the messages that sessions have removed, in order. */
  synchronized List<String> removed() {
    return List.copyOf(removed);
  }

  boolean isOpen() {
    return free.availablePermits() == 0;
  }

  /** Opens the maildrop for one session; null if another one still has it after the wait. */
  @Nullable MaildropView open(long waitMillis) throws InterruptedException {
    boolean opened = free.tryAcquire(waitMillis, TimeUnit.MILLISECONDS);
    return opened ? new MaildropView(this, messages()) : null;
  }

  /** Removes just these, not others that are equal to them. */
  synchronized void remove(List<MaildropMessage> doomed) {
    Set<MaildropMessage> same = Collections.newSetFromMap(new IdentityHashMap<>());
    same.addAll(doomed);
    messages.removeIf(same::contains);
    doomed.forEach(message -> removed.add(message.uniqueId()));
  }

  void close() {
    free.release();
  }
}

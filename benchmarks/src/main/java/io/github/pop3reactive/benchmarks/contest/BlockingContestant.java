// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.benchmarks.contest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Runs a client that blocks, with a thread for each session that is going on. */
abstract class BlockingContestant implements Contestant {
  private final Threads threads;
  private @Nullable ExecutorService pool;
  private int poolSize;
  private @Nullable SSLContext context;

  BlockingContestant(Threads threads) {
    this.threads = threads;
  }

  abstract void readMaildrop(Job job, Tally tally) throws Exception;

  @Override
  public final void run(Job job, Tally tally) throws Exception {
    if (job.mailboxes() == 1) {
      readMaildrop(job, tally);
      return;
    }
    ExecutorService executor = pool(job.concurrency());
    Semaphore atOnce = new Semaphore(job.concurrency());
    List<Future<?>> sessions = new ArrayList<>(job.mailboxes());
    for (int i = 0; i < job.mailboxes(); i++) {
      atOnce.acquire();
      sessions.add(
          executor.submit(
              () -> {
                try {
                  readMaildrop(job, tally);
                  return null;
                } finally {
                  atOnce.release();
                }
              }));
    }
    for (Future<?> session : sessions) {
      session.get();
    }
  }

  abstract AutoCloseable open(Job job) throws Exception;

  /** A session on a virtual thread keeps it; those on platform threads are held without one. */
  @Override
  public final AutoCloseable hold(Job job, int sessions) throws Exception {
    ExecutorService executor = threads.newExecutor(job.concurrency());
    Semaphore atOnce = new Semaphore(job.concurrency());
    CountDownLatch end = new CountDownLatch(threads == Threads.VIRTUAL ? 1 : 0);
    BlockingQueue<AutoCloseable> opened = new LinkedBlockingQueue<>();
    List<Future<?>> holders = new ArrayList<>(sessions);
    for (int i = 0; i < sessions; i++) {
      atOnce.acquire();
      holders.add(
          executor.submit(
              () -> {
                try {
                  opened.add(open(job));
                } finally {
                  atOnce.release();
                }
                end.await();
                return null;
              }));
    }
    atOnce.acquire(job.concurrency());
    if (opened.size() != sessions) {
      throw new IllegalStateException(opened.size() + " sessions opened of " + sessions);
    }
    return () -> {
      end.countDown();
      for (Future<?> holder : holders) {
        holder.get();
      }
      executor.shutdown();
      for (AutoCloseable session : opened) {
        session.close();
      }
    };
  }

  private ExecutorService pool(int size) {
    ExecutorService current = pool;
    if (current == null || poolSize != size) {
      if (current != null) {
        current.shutdown();
      }
      current = threads.newExecutor(size);
      pool = current;
      poolSize = size;
    }
    return current;
  }

  final String threads() {
    return threads.text();
  }

  /** Returns one context for all sessions, which trusts the certificate of the server. */
  final synchronized SSLContext sslContext(Job job) throws GeneralSecurityException, IOException {
    SSLContext made = context;
    if (made == null) {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      try (InputStream in = Files.newInputStream(job.trust())) {
        store.setCertificateEntry(
            "server", CertificateFactory.getInstance("X.509").generateCertificate(in));
      }
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      made = SSLContext.getInstance("TLS");
      made.init(null, trust.getTrustManagers(), null);
      context = made;
    }
    return made;
  }

  @Override
  public final void close() {
    if (pool != null) {
      pool.shutdownNow();
    }
  }
}

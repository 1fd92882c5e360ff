// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.test.dovecot;

import static java.util.Objects.requireNonNull;

import io.github.pop3reactive.test.tls.TestCertificate;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.images.builder.ImageFromDockerfile;
import org.testcontainers.images.builder.Transferable;

/**
 * A Dovecot POP3 server in a container, its image built from this package's Dockerfile when it is
 * first started.
 *
 * <p>Every user name matching {@code [a-z0-9][a-z0-9._@-]*} exists, has the password {@link
 * #PASSWORD} and a maildrop that is empty until something is {@linkplain #deliver delivered}. The
 * server announces PIPELINING, STLS (on the plaintext port), UIDL, TOP, RESP-CODES, AUTH-RESP-CODE
 * and the SASL mechanisms PLAIN, LOGIN, CRAM-MD5, DIGEST-MD5, SCRAM-SHA-1 and SCRAM-SHA-256; its
 * greeting carries an APOP challenge. Passwords are taken without TLS too. Sessions from one
 * address are not limited, a refused login is answered within about half a second, and a maildrop
 * is not locked by an open session.
 *
 * <h2>What a client gets for the octets that were delivered</h2>
 *
 * RETR returns them unchanged, 8-bit octets, NUL, a CR alone and lines of any length included, but
 * for three things:
 *
 * <ul>
 *   <li>an LF without a CR before it arrives as CRLF;
 *   <li>a message that does not end with LF has CRLF put behind it, which neither LIST, STAT nor
 *       the size in RETR's status line counts;
 *   <li>a dot that is the first octet of a message is sent without the second dot that RFC 1939
 *       asks for, so that the client's copy lacks it, and a first line of a single dot ends the
 *       reply.
 * </ul>
 */
public final class DovecotContainer extends GenericContainer<DovecotContainer> {

  /** Every user's password. */
  public static final String PASSWORD = "correct-horse";

  private static final String IMAGE = "pop3-reactive/dovecot-test:latest";
  private static final int POP3 = 110;
  private static final int POP3S = 995;
  private static final int OWNER_ONLY = 0600;
  private static final Pattern USER = Pattern.compile("[a-z0-9][a-z0-9._@-]*");

  private final AtomicLong delivered = new AtomicLong();

  /**
   * Creates a server that is not yet started.
   *
   * @param certificate what the server shows; it should name {@code localhost}
   */
  public DovecotContainer(TestCertificate certificate) {
    super(image());
    withExposedPorts(POP3, POP3S);
    withCopyToContainer(pem(certificate.chainPem()), "/etc/dovecot/tls/certificate.pem");
    withCopyToContainer(pem(certificate.keyPem()), "/etc/dovecot/tls/key.pem");
    waitingFor(Wait.forLogMessage(".*Dovecot v.* starting up.*\\s", 1));
  }

  /**
   * Lets in whom these settings let in, instead of everybody with {@link #PASSWORD}.
   *
   * @param settings in the language of dovecot.conf: {@code auth_mechanisms} and at least one
   *     {@code passdb}; everybody who is let in has a maildrop
   * @return this server, which must not be started yet
   */
  public DovecotContainer withAuthentication(String settings) {
    return withCopyToContainer(settings(settings), "/etc/dovecot/auth.conf");
  }

  /**
   * Adds settings, which win over those that are there.
   *
   * @param settings in the language of dovecot.conf
   * @return this server, which must not be started yet
   */
  public DovecotContainer withSettings(String settings) {
    return withCopyToContainer(settings(settings), "/etc/dovecot/local.conf");
  }

  /** {@return the host name or address under which the server's ports are reached} */
  public String host() {
    return getHost();
  }

  /** {@return the port that greets in plaintext and offers STLS} Only while the server runs. */
  public int pop3Port() {
    return getMappedPort(POP3);
  }

  /** {@return the port that speaks TLS from the first octet} Only while the server runs. */
  public int pop3sPort() {
    return getMappedPort(POP3S);
  }

  /**
   * Puts messages into a user's maildrop, behind those that are there.
   *
   * <p>A session that begins after this method has returned lists all of them, in the order given
   * unless another of this user began meanwhile. One that begins meanwhile lists each of them whole
   * or not at all. All messages of one call are held in memory.
   *
   * @param user whose maildrop; it need not have been used before
   * @param messages the octets of each message, see the class description for what RETR makes of
   *     them
   * @throws IllegalArgumentException if the user name is not of the form the class description
   *     gives
   */
  public void deliver(String user, Collection<byte[]> messages) {
    if (!USER.matcher(user).matches()) {
      throw new IllegalArgumentException("not a user name: " + user);
    }
    if (messages.isEmpty()) {
      return;
    }
    long first = delivered.getAndAdd(messages.size());
    MaildirArchive archive = new MaildirArchive(user, first, messages);
    copyFileToContainer(archive, MaildirArchive.ROOT);
    String staging = archive.stagingFolder();
    run("find " + staging + " -type f -exec mv -t " + staging + "/../new {} + && rmdir " + staging);
  }

  private void run(String script) {
    ExecResult result;
    try {
      result = execInContainer("sh", "-c", script);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while delivering", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (result.getExitCode() != 0) {
      throw new IllegalStateException("cannot deliver: " + result.getStderr());
    }
  }

  private static ImageFromDockerfile image() {
    return new ImageFromDockerfile(IMAGE, false)
        .withFileFromString("Dockerfile", resource("Dockerfile"))
        .withFileFromString("dovecot.conf", resource("dovecot.conf"))
        .withFileFromString("auth.conf", resource("auth.conf"));
  }

  private static String resource(String name) {
    try (InputStream in = DovecotContainer.class.getResourceAsStream(name)) {
      return new String(requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Transferable settings(String text) {
    return Transferable.of(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Transferable pem(String text) {
    return Transferable.of(text.getBytes(StandardCharsets.US_ASCII), OWNER_ONLY);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.cli.demo;

import com.icegreen.greenmail.Managers;
import com.icegreen.greenmail.pop3.Pop3Server;
import com.icegreen.greenmail.store.FolderException;
import com.icegreen.greenmail.store.MailFolder;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.user.UserException;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Flags;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.Properties;
import javax.net.ssl.SSLContext;

/** GreenMail with POP3 over TLS, on a free port of the loopback interface. */
final class DemoServer implements AutoCloseable {
  private static final long START_MILLIS = 10_000;
  private static final String LOOPBACK = "127.0.0.1";

  private final Managers managers = new Managers();
  private final Session session = Session.getInstance(new Properties());
  private final DemoCertificate certificate;
  private final Pop3Server server;

  private DemoServer(DemoCertificate certificate) throws GeneralSecurityException, IOException {
    this.certificate = certificate;
    this.server = new TlsServer(managers, certificate.serverContext());
  }

  static DemoServer start() throws GeneralSecurityException, IOException, InterruptedException {
    DemoServer demo = new DemoServer(DemoCertificate.create());
    demo.server.startService();
    if (!demo.server.waitTillRunning(START_MILLIS)) {
      demo.close();
      throw new IOException("the server did not start");
    }
    return demo;
  }

  /** Uses a certificate of ours; GreenMail's own has a key that everyone knows. */
  private static final class TlsServer extends Pop3Server {
    private final SSLContext context;

    TlsServer(Managers managers, SSLContext context) {
      super(new ServerSetup(0, LOOPBACK, ServerSetup.PROTOCOL_POP3S), managers);
      this.context = context;
      setDaemon(true);
    }

    @Override
    protected ServerSocket openServerSocket() throws IOException {
      ServerSocket socket = context.getServerSocketFactory().createServerSocket();
      try {
        socket.bind(new InetSocketAddress(bindTo, 0));
      } catch (IOException e) {
        socket.close();
        throw e;
      }
      return socket;
    }
  }

  int port() {
    return server.getPort();
  }

  X509Certificate certificate() {
    return certificate.certificate();
  }

  /** Makes a user with an empty mailbox and returns where to put messages. */
  MailFolder addUser(String user, String password) throws UserException, FolderException {
    GreenMailUser account =
        managers.getUserManager().createUser(user + "@" + DemoCertificate.HOST, user, password);
    return managers.getImapHostManager().getInbox(account);
  }

  void deliver(MailFolder inbox, byte[] octets) throws MessagingException {
    MimeMessage message = new MimeMessage(session, new ByteArrayInputStream(octets));
    inbox.appendMessage(message, new Flags(), Date.from(Instant.now()));
  }

  @Override
  public void close() {
    server.stopService();
  }
}

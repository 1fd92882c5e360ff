/**
 * A real POP3 server for tests: Dovecot in a container.
 *
 * <ol>
 *   <li>Mark the test class {@link io.github.pop3reactive.test.dovecot.RequiresDocker}, so that it
 *       is skipped, visibly, where there is no Docker engine.
 *   <li>Start a {@link io.github.pop3reactive.test.dovecot.DovecotContainer} with a certificate for
 *       {@code localhost}, once for the class.
 *   <li>Give each test a user name of its own, {@link
 *       io.github.pop3reactive.test.dovecot.DovecotContainer#deliver deliver} messages to it and
 *       log in with {@link io.github.pop3reactive.test.dovecot.DovecotContainer#PASSWORD}.
 * </ol>
 */
@NullMarked
package io.github.pop3reactive.test.dovecot;

import org.jspecify.annotations.NullMarked;

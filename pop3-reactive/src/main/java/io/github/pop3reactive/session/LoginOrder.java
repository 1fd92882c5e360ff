// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.session;

import io.github.pop3reactive.sasl.Credentials;
import io.github.pop3reactive.sasl.SaslContext;
import io.github.pop3reactive.sasl.SaslMechanisms;
import io.github.pop3reactive.sasl.ScramOptions;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which ways to log in there are for {@link Pop3Session#login}, and in which order. */
public final class LoginOrder {
  private static final LoginOrder STRONGEST_FIRST = strongestFirst(ScramOptions.DEFAULT);

  private final List<LoginMethod> methods;
  private final boolean explicit;

  private LoginOrder(List<LoginMethod> methods, boolean explicit) {
    this.methods = methods;
    this.explicit = explicit;
  }

  /**
   * Returns the default, of which one is tried: the first of {@link
   * SaslMechanisms#strongestFirst()} that the server announces and that suits the credentials and
   * the connection, else USER and PASS.
   */
  public static LoginOrder strongestFirst() {
    return STRONGEST_FIRST;
  }

  /** Returns the default with these options for SCRAM. */
  public static LoginOrder strongestFirst(ScramOptions scram) {
    return new LoginOrder(
        Stream.concat(
                SaslMechanisms.strongestFirst(scram).stream().map(LoginMethod::sasl),
                Stream.of(LoginMethod.USER_PASS))
            .toList(),
        false);
  }

  /**
   * Returns these, of which all are tried in this order until the server does not refuse. A
   * mechanism that is missing in the server's list is passed over, so is one that needs a channel
   * binding if the connection has none, and so is APOP if the greeting has no valid timestamp; if
   * the server has no list, every mechanism is tried.
   *
   * <p>Behind a mechanism that keeps the password, one that sends it gives it to a server that only
   * pretended not to know the first.
   */
  public static LoginOrder of(LoginMethod... methods) {
    return new LoginOrder(List.of(methods), true);
  }

  /** Returns this order without those of these names, whose case does not matter. */
  public LoginOrder without(String... names) {
    Set<String> excluded =
        Stream.of(names).map(name -> name.toUpperCase(Locale.ROOT)).collect(Collectors.toSet());
    return new LoginOrder(
        methods.stream()
            .filter(method -> !excluded.contains(method.name().toUpperCase(Locale.ROOT)))
            .toList(),
        explicit);
  }

  /** Returns what is to be tried, one behind the other. */
  List<LoginMethod> candidates(SaslContext context, boolean apopPossible, Credentials credentials) {
    Set<String> announced = context.announced();
    return methods.stream()
        .filter(method -> method.accepts(credentials))
        .filter(
            method ->
                method.mechanism() == null
                    ? method != LoginMethod.APOP || apopPossible
                    : announced.contains(method.name()) || (explicit && announced.isEmpty()))
        .filter(method -> method.suits(context))
        .limit(explicit ? Long.MAX_VALUE : 1)
        .toList();
  }

  @Override
  public String toString() {
    return methods.toString();
  }
}

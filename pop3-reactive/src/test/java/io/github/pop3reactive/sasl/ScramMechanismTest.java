// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.sasl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.security.sasl.SaslException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScramMechanismTest {
  private static final String NONCE = "rOprNGfwEbeRWgbNEkqO";
  private static final String SERVER_FIRST =
      "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096";
  private static final String SERVER_FINAL = "v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=";

  private static Talk talk(String name, String nonce, String user, String password) {
    return new Talk(
        new ScramMechanism(name, ScramOptions.DEFAULT, () -> nonce),
        Credentials.of(user, password));
  }

  private static Talk sha256() {
    return talk("SCRAM-SHA-256", NONCE, "user", "pencil");
  }

  @Test
  void doesTheExampleOfRfc5802() {
    Talk talk = talk("SCRAM-SHA-1", "fyko+d2lbbFgONRv9qkxdawL", "user", "pencil");
    assertThat(talk.first()).isEqualTo("n,,n=user,r=fyko+d2lbbFgONRv9qkxdawL");
    assertThat(
            talk.answer("r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,s=QSXCR+Q6sek8bf92,i=4096"))
        .isEqualTo(
            "c=biws,r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,p=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts=");
    assertThat(talk.isComplete()).isFalse();
    assertThat(talk.answer("v=rmF9pqV8S7suAoZWja4dJRkFsKQ=")).isEmpty();
    assertThat(talk.isComplete()).isTrue();
  }

  @Test
  void doesTheExampleOfRfc7677() {
    Talk talk = sha256();
    assertThat(talk.first()).isEqualTo("n,,n=user,r=" + NONCE);
    assertThat(talk.answer(SERVER_FIRST))
        .isEqualTo(
            "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,"
                + "p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=");
    assertThat(talk.answer(SERVER_FINAL)).isEmpty();
    assertThat(talk.isComplete()).isTrue();
  }

  /** The values are those that Python's hashlib gives. */
  @Test
  void doesSha512() {
    Talk talk = talk("SCRAM-SHA-512", NONCE, "user", "pencil");
    assertThat(talk.answer(SERVER_FIRST))
        .endsWith(
            ",p=gMGXRcevScNtxZ6/8lQYpGtnsNAc3mGcmNomv+xnoOMw+3R2xNJdMNnzMlTN8PPC6wdp6dybEmDYXYTxwn"
                + "YPJQ==");
    talk.answer(
        "v=ZQnYEgWQMFmmsM8aQMF0nDDCy/AgCzkwk8CmMZYcMg0vSVlKDanekLtifDSeVGT4+5ZxXnJq199RVG2rR7N7Zw"
            + "==");
    assertThat(talk.isComplete()).isTrue();
  }

  /** U+2168 becomes IX (RFC 4013 section 3); the values are those that Python's hashlib gives. */
  @Test
  void escapesTheUserAndPreparesThePassword() {
    Talk talk = talk("SCRAM-SHA-256", NONCE, ",=", "\u00ad\u2168");
    assertThat(talk.first()).isEqualTo("n,,n==2C=3D,r=" + NONCE);
    assertThat(talk.answer(SERVER_FIRST))
        .endsWith(",p=T7nuMIPNTmQMC1ptJVK1pRUeLHbB+Wrs62CDuHJAPOg=");
  }

  @Test
  void makesANewNonceForEachLogin() {
    Credentials credentials = Credentials.of("user", "pencil");
    String one = new Talk(SaslMechanisms.scramSha256(), credentials).first();
    String other = new Talk(SaslMechanisms.scramSha256(), credentials).first();
    assertThat(one).isNotEqualTo(other).hasSizeGreaterThanOrEqualTo("n,,n=user,r=".length() + 24);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "v=AAAATRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=",
        "v=rmF9pqV8S7suAoZWja4dJRkFsKQ=",
        "v=",
        "v=!",
        "",
        "w=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4="
      })
  void refusesAServerThatDoesNotProveItself(String serverFinal) {
    Talk talk = sha256();
    talk.answer(SERVER_FIRST);
    assertThatThrownBy(() -> talk.answer(serverFinal)).hasCauseInstanceOf(SaslException.class);
    assertThat(talk.isComplete()).isFalse();
    assertThatThrownBy(() -> talk.answer(SERVER_FINAL)).hasCauseInstanceOf(SaslException.class);
    assertThat(talk.isComplete()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"invalid-proof", "no-such-error-of-the-rfc"})
  void tellsAnErrorOfTheServer(String error) {
    Talk atOnce = sha256();
    assertThat(atOnce.answer("e=" + error)).isEmpty();
    assertThat(atOnce.serverError()).isEqualTo(error);
    Talk talk = sha256();
    talk.answer(SERVER_FIRST);
    assertThat(talk.answer("e=" + error)).isEmpty();
    assertThat(talk.serverError()).isEqualTo(error);
    assertThat(talk.isComplete()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "its own nonce alone|r=rOprNGfwEbeRWgbNEkqO,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096",
        "another nonce|r=AAAAAAAAAAAAAAAAAAAA%hvYDpWUa2RaTCAf,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096",
        "few iterations|r=rOprNGfwEbeRWgbNEkqOabc,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4095",
        "many iterations|r=rOprNGfwEbeRWgbNEkqOabc,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=600001",
        "most iterations|r=rOprNGfwEbeRWgbNEkqOabc,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=2147483647",
        "too many to count|r=rOprNGfwEbeRWgbNEkqOabc,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4294971392",
        "negative|r=rOprNGfwEbeRWgbNEkqOabc,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=-4096",
        "no count|r=rOprNGfwEbeRWgbNEkqOabc,s=W22ZaJ0SNY7soEsUEjb6gQ==",
        "no salt|r=rOprNGfwEbeRWgbNEkqOabc,i=4096",
        "an empty salt|r=rOprNGfwEbeRWgbNEkqOabc,s=,i=4096",
        "a salt that is not base64|r=rOprNGfwEbeRWgbNEkqOabc,s=!!,i=4096",
        "a mandatory extension|m=x,r=rOprNGfwEbeRWgbNEkqOabc,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096",
        "an extension|r=rOprNGfwEbeRWgbNEkqOabc,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096,x=y",
        "nothing|''"
      })
  void refuses(String what, String serverFirst) {
    assertThatThrownBy(() -> sha256().answer(serverFirst)).hasCauseInstanceOf(SaslException.class);
  }

  @Test
  void takesTheBoundsThemselves() {
    for (int iterations : new int[] {4096, 600_000}) {
      assertThat(sha256().answer("r=" + NONCE + "abc,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=" + iterations))
          .contains(",p=");
    }
  }

  private record Bound(Set<String> announced, Map<String, byte[]> bindings) implements SaslContext {
    @Override
    public String host() {
      return null;
    }

    @Override
    public int port() {
      return 0;
    }

    @Override
    public byte[] channelBinding(String type) {
      return bindings.get(type);
    }
  }

  /** RFC 5802 section 6. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SCRAM-SHA-256-PLUS|SCRAM-SHA-256 SCRAM-SHA-256-PLUS|a b|p=a,,|p=a,,1",
        "SCRAM-SHA-256-PLUS||a b|p=a,,|p=a,,1",
        "SCRAM-SHA-256-PLUS|SCRAM-SHA-256-PLUS|b|p=b,,|p=b,,2",
        "SCRAM-SHA-256|SCRAM-SHA-256 PLAIN|a b|y,,|y,,",
        "SCRAM-SHA-256|SCRAM-SHA-256 SCRAM-SHA-256-PLUS|a b|n,,|n,,",
        "SCRAM-SHA-256|SCRAM-SHA-256 SCRAM-SHA-1-PLUS|a b|n,,|n,,",
        "SCRAM-SHA-256|SCRAM-SHA-256|c|n,,|n,,",
        "SCRAM-SHA-256||a b|n,,|n,,"
      })
  void flagsTheChannelBinding(
      String name, String announced, String bindings, String header, String bound) {
    Map<String, byte[]> data = Map.of("a", new byte[] {'1'}, "b", new byte[] {'2'});
    SaslContext context =
        new Bound(
            announced == null ? Set.of() : Set.of(announced.split(" ")),
            Stream.of(bindings.split(" "))
                .filter(data::containsKey)
                .collect(Collectors.toMap(type -> type, data::get)));
    ScramOptions options = ScramOptions.DEFAULT.withChannelBindings("a", "b");
    SaslMechanism mechanism = new ScramMechanism(name, options, () -> NONCE);
    assertThat(mechanism.suits(context)).isTrue();
    Talk talk = new Talk(mechanism, Credentials.of("user", "pencil"), context);
    assertThat(talk.first()).isEqualTo(header + "n=user,r=" + NONCE);
    assertThat(talk.answer(SERVER_FIRST))
        .startsWith(
            "c="
                + Base64.getEncoder().encodeToString(bound.getBytes(StandardCharsets.UTF_8))
                + ",");
  }

  @Test
  void suitsAConnectionWithItsChannelBindingOnly() {
    SaslContext context = new Bound(Set.of(), Map.of("a", new byte[] {'1'}));
    ScramOptions options = ScramOptions.DEFAULT.withChannelBindings("b");
    assertThat(SaslMechanisms.scram("SCRAM-SHA-1-PLUS", options).suits(context)).isFalse();
    assertThat(SaslMechanisms.scram("SCRAM-SHA-1", options).suits(context)).isTrue();
    assertThat(SaslMechanisms.scram("SCRAM-SHA-1-PLUS", options).suits(SaslContext.UNKNOWN))
        .isFalse();
  }

  @Test
  void takesAnotherCeiling() {
    ScramOptions low = ScramOptions.DEFAULT.withMaxIterations(5000);
    Credentials credentials = Credentials.of("user", "pencil");
    for (int iterations : new int[] {4096, 5000}) {
      Talk talk = new Talk(new ScramMechanism("SCRAM-SHA-256", low, () -> NONCE), credentials);
      assertThat(talk.answer("r=" + NONCE + "abc,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=" + iterations))
          .contains(",p=");
    }
    Talk talk = new Talk(new ScramMechanism("SCRAM-SHA-256", low, () -> NONCE), credentials);
    assertThatThrownBy(() -> talk.answer("r=" + NONCE + "abc,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=5001"))
        .hasCauseInstanceOf(SaslException.class);
    assertThatThrownBy(() -> ScramOptions.DEFAULT.withMaxIterations(4095))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void saysNothingOfAPasswordThatCannotBePrepared() {
    for (String password : new String[] {"hush\u0007", "", "hush\ue000", "\u0627hush\u0627x"}) {
      assertThatThrownBy(() -> talk("SCRAM-SHA-256", NONCE, "user", password))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("password")
          .hasMessageNotContaining("hush")
          .hasMessageNotContaining("0007")
          .hasNoCause();
    }
  }
}

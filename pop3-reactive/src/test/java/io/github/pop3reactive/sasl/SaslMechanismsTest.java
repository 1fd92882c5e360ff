// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.sasl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pop3reactive.sasl.Credentials.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.security.sasl.SaslException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

class SaslMechanismsTest {
  private static final Credentials TIM = Credentials.of("tim", "tanstaaftanstaaf");
  private static final String TOKEN = "vF9dft4qmTc2Nvb3RlckBhbHRhdmlzdGEuY29tCg==";

  @Test
  void doesTheExampleOfRfc2195() {
    Talk talk = new Talk(SaslMechanisms.cramMd5(), TIM);
    assertThat(talk.first()).isNull();
    assertThat(talk.answer("<1896.697170952@postoffice.reston.mci.net>"))
        .isEqualTo("tim b913a602c7eda7a495b4e6e7334d3890");
    assertThat(talk.isComplete()).isTrue();
  }

  @Test
  void doesTheExampleOfRfc4616() {
    Talk talk = new Talk(SaslMechanisms.plain(), TIM);
    assertThat(talk.first()).isEqualTo("\0tim\0tanstaaftanstaaf");
    assertThat(talk.isComplete()).isTrue();
  }

  @Test
  void doesTheExampleOfRfc7628() {
    Talk talk =
        new Talk(
            SaslMechanisms.oauthBearer(),
            Credentials.token("user@example.com", Mono.just(TOKEN)),
            SaslContext.of("server.example.com", 143));
    assertThat(talk.first())
        .isEqualTo(
            "n,a=user@example.com,\1host=server.example.com\1port=143\1auth=Bearer "
                + TOKEN
                + "\1\1");
    assertThat(talk.isComplete()).isTrue();
    String error =
        "{\"status\":\"invalid_token\",\"scope\":\"example_scope\","
            + "\"openid-configuration\":\"https://example.com/.well-known/openid-configuration\"}";
    assertThat(talk.answer(error)).isEqualTo("\1");
    assertThat(talk.serverError()).isEqualTo(error);
    assertThat(talk.isComplete()).isFalse();
    assertThatThrownBy(() -> talk.answer("")).hasCauseInstanceOf(SaslException.class);
  }

  @Test
  void escapesTheUserOfOauthbearerAndLeavesOutWhatIsNotKnown() {
    Credentials credentials = Credentials.token("a,b=c", Mono.just("t"));
    assertThat(new Talk(SaslMechanisms.oauthBearer(), credentials).first())
        .isEqualTo("n,a=a=2Cb=3Dc,\1auth=Bearer t\1\1");
  }

  @Test
  void answersTheErrorOfXoauth2WithNothing() {
    Talk talk = new Talk(SaslMechanisms.xoauth2(), Credentials.token("ann@x.org", Mono.just("t")));
    assertThat(talk.first()).isEqualTo("user=ann@x.org\1auth=Bearer t\1\1");
    assertThat(talk.answer("{\"status\":\"401\"}")).isEmpty();
    assertThat(talk.serverError()).contains("401");
  }

  @Test
  void answersThePromptsOfLoginWhateverTheyAre() {
    Talk talk = new Talk(SaslMechanisms.login(), Credentials.of("tim", "p\u00e4ss"));
    assertThat(talk.first()).isNull();
    assertThat(talk.answer("Username:")).isEqualTo("tim");
    assertThat(talk.answer("")).isEqualTo("p\u00e4ss");
    assertThatThrownBy(() -> talk.answer("again?")).hasCauseInstanceOf(SaslException.class);
  }

  /** The container test shows that what depends on the random nonce is right. */
  @Test
  void doesDigestMd5() {
    Talk talk =
        new Talk(
            SaslMechanisms.digestMd5(),
            Credentials.of("chris", "secret"),
            SaslContext.of("elwood.innosoft.com", 110));
    String answer =
        talk.answer(
            "realm=\"elwood.innosoft.com\",nonce=\"OA6MG9tEQGm2hh\",qop=\"auth\","
                + "algorithm=md5-sess,charset=utf-8");
    assertThat(answer)
        .contains(
            "username=\"chris\"",
            "realm=\"elwood.innosoft.com\"",
            "digest-uri=\"pop/elwood.innosoft.com\"",
            "qop=auth")
        .doesNotContain("secret");
    assertThat(talk.isComplete()).isFalse();
    assertThatThrownBy(() -> talk.answer("rspauth=ea40f60335c427b5527b84dbabcdfffd"))
        .hasCauseInstanceOf(SaslException.class);
    assertThat(talk.isComplete()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"realm=\"\",nonce=\"n\"", "nonce=\"n\",realm=\"\"", "nonce=\"n\""})
  void takesAnEmptyRealmForNone(String challenge) {
    Talk talk = new Talk(SaslMechanisms.digestMd5(), TIM);
    assertThat(talk.answer(challenge + ",qop=\"auth\",charset=\"utf-8\",algorithm=\"md5-sess\""))
        .contains("username=\"tim\"", "digest-uri=\"pop/localhost\"");
  }

  @Test
  void sendsAnIdentityAlone() {
    assertThat(new Talk(SaslMechanisms.external(), Credentials.external("")).first()).isEmpty();
    assertThat(new Talk(SaslMechanisms.external(), Credentials.external("ann")).first())
        .isEqualTo("ann");
    assertThat(new Talk(SaslMechanisms.anonymous(), Credentials.anonymous("sirhc")).first())
        .isEqualTo("sirhc");
    assertThatThrownBy(() -> new Talk(SaslMechanisms.external(), Credentials.external("a\0b")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void takesCredentialsOfOneKindOnlyAndAsksForNoOther() {
    List<Credentials> all =
        List.of(
            Credentials.of("ann", Mono.<String>error(new AssertionError("asked"))),
            Credentials.token("ann", Mono.<String>error(new AssertionError("asked"))),
            Credentials.external("ann"),
            Credentials.anonymous("ann"));
    for (SaslMechanism mechanism : SaslMechanisms.strongestFirst()) {
      List<Kind> accepted = new ArrayList<>();
      for (Credentials credentials : all) {
        if (mechanism.accepts(credentials)) {
          accepted.add(credentials.kind());
        } else if (!(mechanism instanceof IdentityMechanism)) {
          assertThatThrownBy(() -> new Talk(mechanism, credentials))
              .isInstanceOf(IllegalArgumentException.class);
        }
      }
      assertThat(accepted).as(mechanism.name()).hasSize(1);
    }
  }

  @Test
  void ranksTheStrongestFirst() {
    assertThat(SaslMechanisms.strongestFirst())
        .extracting(SaslMechanism::name)
        .containsExactly(
            "SCRAM-SHA-512-PLUS",
            "SCRAM-SHA-256-PLUS",
            "SCRAM-SHA-1-PLUS",
            "SCRAM-SHA-512",
            "SCRAM-SHA-256",
            "SCRAM-SHA-1",
            "XOAUTH2",
            "OAUTHBEARER",
            "EXTERNAL",
            "DIGEST-MD5",
            "CRAM-MD5",
            "PLAIN",
            "LOGIN",
            "ANONYMOUS");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a\1", "a\r\nQUIT", "\u00e4"})
  void sendsNoTokenThatIsNone(String token) {
    Credentials credentials = Credentials.token("ann", Mono.just(token));
    for (SaslMechanism bearer : List.of(SaslMechanisms.xoauth2(), SaslMechanisms.oauthBearer())) {
      assertThatThrownBy(() -> new Talk(bearer, credentials))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("not the form of a bearer token");
    }
  }

  @Test
  void asksATokenSourceAnewAfterARefusal() {
    Credentials credentials = Credentials.token("ann", r -> Mono.just(r ? "new" : "cached"));
    assertThat(credentials.secret().block()).isEqualTo("cached");
    assertThat(credentials.renewed().secret().block()).isEqualTo("new");
    assertThat(credentials.renewed().renewed()).isNull();
    assertThat(Credentials.token("ann", Mono.just("t")).renewed()).isNull();
    assertThat(TIM.renewed()).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ALL", "FINE"})
  void letsTheJdkWriteNoPasswordToItsLog(String level) {
    List<Object> logged = new CopyOnWriteArrayList<>();
    Logger logger = Logger.getLogger("javax.security.sasl");
    logger.setFilter(
        entry -> {
          logged.add(List.of(entry.getMessage()));
          logged.addAll(Arrays.asList(entry.getParameters()));
          return false;
        });
    logger.setLevel(Level.parse(level));
    try {
      for (SaslMechanism jdk : List.of(SaslMechanisms.digestMd5(), SaslMechanisms.cramMd5())) {
        assertThatThrownBy(() -> new Talk(jdk, TIM))
            .hasCauseInstanceOf(SaslException.class)
            .hasMessageContaining("javax.security.sasl");
      }
    } finally {
      logger.setLevel(null);
      logger.setFilter(null);
    }
    assertThat(logged).noneMatch(entry -> String.valueOf(entry).contains("tanstaaf"));
  }

  @Test
  void showsNoSecret() {
    assertThat(List.of(TIM, Credentials.token("tim", Mono.just(TOKEN))).toString())
        .doesNotContain("tanstaaf", TOKEN)
        .contains("tim");
  }
}

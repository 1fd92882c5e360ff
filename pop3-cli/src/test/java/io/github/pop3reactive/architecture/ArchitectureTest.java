// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.architecture;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.net.Socket;
import java.net.SocketAddress;

/** Which way imports run: cli, ingest, client, session, codec; nothing points back. */
@AnalyzeClasses(
    packages = "io.github.pop3reactive",
    importOptions = {
      ImportOption.DoNotIncludeTests.class,
      ArchitectureTest.DoNotIncludeTestKit.class
    })
class ArchitectureTest {
  private static final String BASE = "io.github.pop3reactive.";

  /** Leaves out pop3-test, which is for tests only. */
  static final class DoNotIncludeTestKit implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("/pop3reactive/test/");
    }
  }

  @ArchTest
  static final ArchRule codecKnowsNettyOnly =
      classes()
          .that()
          .resideInAPackage(BASE + "codec..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              BASE + "codec..",
              "java.lang..",
              "java.util..",
              "java.nio",
              "java.nio.charset",
              "io.netty.buffer..",
              "io.netty.channel..",
              "io.netty.handler.codec..",
              "io.netty.util..",
              "org.jspecify..");

  @ArchTest
  static final ArchRule saslAndTlsStandBeside =
      noClasses()
          .that()
          .resideInAnyPackage(BASE + "sasl..", BASE + "tls..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              BASE + "codec..", BASE + "session..", BASE + "client..", BASE + "ingest..");

  @ArchTest
  static final ArchRule sessionKnowsNoClient =
      noClasses()
          .that()
          .resideInAPackage(BASE + "session..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(BASE + "client..", BASE + "ingest..", "reactor.netty..");

  @ArchTest
  static final ArchRule onlyMetricsKnowsMicrometer =
      noClasses()
          .that()
          .resideOutsideOfPackage(BASE + "metrics..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.micrometer..")
          .because("Micrometer may be missing");

  @ArchTest
  static final ArchRule onlyTheClientKnowsReactorNettyAndOpensSockets =
      noClasses()
          .that()
          .resideOutsideOfPackages(BASE + "client..", BASE + "cli..")
          .and()
          .doNotHaveSimpleName("TellingTrustManager")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "reactor.netty..", "io.netty.bootstrap..", "io.netty.channel.socket..")
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(Socket.class)
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(SocketAddress.class)
          .because(
              "hosts and sockets are the client's, but in what the JDK asks of a trust manager");

  @ArchTest
  static final ArchRule ingestUsesTheSessionsApi =
      noClasses()
          .that()
          .resideInAPackage(BASE + "ingest..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.netty.channel..",
              "io.netty.handler..",
              "io.netty.util..",
              BASE + "cli..",
              "reactor.netty..");

  @ArchTest
  static final ArchRule mimeUsesTheSessionsApi =
      noClasses()
          .that()
          .resideInAPackage(BASE + "mime..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.netty.channel..",
              "io.netty.handler..",
              "io.netty.util..",
              BASE + "client..",
              BASE + "codec..",
              BASE + "ingest..",
              "reactor.netty..");

  @ArchTest
  static final ArchRule onlyMimeKnowsMime4j =
      noClasses()
          .that()
          .resideOutsideOfPackages(BASE + "mime..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(BASE + "mime..", "org.apache.james..");

  @ArchTest
  static final ArchRule nothingPointsBackToTheCommandLine =
      noClasses()
          .that()
          .resideOutsideOfPackages(BASE + "cli..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(BASE + "cli..");

  @ArchTest
  static final ArchRule nothingBelowIngestKnowsIt =
      noClasses()
          .that()
          .resideOutsideOfPackages(BASE + "ingest..", BASE + "cli..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(BASE + "ingest..");

  @ArchTest
  static final ArchRule onlyTheLastHandlerTouchesAutoRead =
      noClasses()
          .that()
          .doNotHaveSimpleName("ExchangeHandler")
          .should()
          .callMethodWhere(target(name("setAutoRead")));

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices().matching("io.github.pop3reactive.(**)").should().beFreeOfCycles();
}

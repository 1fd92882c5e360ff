// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.cli.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.pop3reactive.cli.console.CliIo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordSourceTest {
  @TempDir Path directory;

  private final Map<String, String> environment = new HashMap<>();
  private String question;
  private String typed;

  private final CliIo io =
      new CliIo(
          System.out,
          System.err,
          environment::get,
          asked -> {
            question = asked;
            return typed;
          },
          Optional::empty);

  private String open(PasswordSource source) {
    return source.open("ann@host:995", io).block();
  }

  @Test
  void takesAVariable() {
    environment.put("SECRET", " with spaces ");
    assertThat(open(new PasswordSource.Environment("SECRET"))).isEqualTo(" with spaces ");
  }

  @Test
  void saysThatAVariableIsNotSet() {
    environment.put("EMPTY", "");
    for (String name : new String[] {"NONE", "EMPTY"}) {
      assertThatExceptionOfType(ConfigException.class)
          .isThrownBy(() -> open(new PasswordSource.Environment(name)))
          .withMessage("environment variable " + name + " is not set");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"pass wörd ", "pass wörd \n", "pass wörd \r\nsecond line\n"})
  void takesTheFirstLineOfAFile(String content) throws IOException {
    Path file = Files.writeString(directory.resolve("secret"), content);
    assertThat(open(new PasswordSource.FirstLine(file))).isEqualTo("pass wörd ");
  }

  @Test
  void readsAFileAgainAtEachLogin() throws IOException {
    Path file = Files.writeString(directory.resolve("secret"), "old");
    var secret = new PasswordSource.FirstLine(file).open("ann@host:995", io);
    Files.writeString(file, "new");
    assertThat(secret.block()).isEqualTo("new");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\nsecond\n"})
  void refusesAnEmptyFirstLine(String content) throws IOException {
    Path file = Files.writeString(directory.resolve("secret"), content);
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> open(new PasswordSource.FirstLine(file)))
        .withMessage("password file " + file + ": the first line is empty");
  }

  @Test
  void saysThatAFileIsNotThere() {
    Path file = directory.resolve("none");
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> open(new PasswordSource.FirstLine(file)))
        .withMessage("password file " + file + ": cannot be read (NoSuchFileException)");
  }

  @Test
  void asksAPerson() {
    typed = "secret";
    assertThat(open(new PasswordSource.Prompt())).isEqualTo("secret");
    assertThat(question).isEqualTo("Password for ann@host:995: ");
  }

  @Test
  void saysThatThereIsNobodyToAsk() {
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> open(new PasswordSource.Prompt()))
        .withMessageStartingWith("no terminal to ask for the password of ann@host:995");
    typed = "";
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> open(new PasswordSource.Prompt()))
        .withMessage("no password for ann@host:995");
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pop3reactive.cli.CliRunner.Result;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UsageTest {
  @TempDir Path directory;

  private final CliRunner cli = new CliRunner();

  private Result run(String arguments) {
    cli.environment.put("PW", "secret");
    return cli.run((Object[]) arguments.replace("DIR", directory.toString()).split(" "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ingest --maildir DIR | pop3 ingest: no mailbox: give --config FILE or URIs",
        "ingest pop3s://ann@h --password-env PW | say where to deliver",
        "ingest pop3s://ann@h --maildir DIR --eml DIR | --eml excludes --maildir",
        "ingest pop3s://ann@h --eml DIR --crlf | --eml excludes --maildir",
        "ingest pop3s://h --eml DIR --password-env PW | mailbox 1: the URI has no user",
        "ingest pop3s://a@h http://b@h --eml DIR --password-env PW | mailbox 2: the scheme is",
        "ingest pop3s://a@h pop3s://a@h --eml DIR --password-env PW | two mailboxes are a@h:995",
        "ingest pop3s://a@h --plaintext --eml DIR --password-env PW | --plaintext contradicts",
        "ingest pop3://a@h --plaintext --eml DIR --password-env PW | give --plaintext-login",
        "ingest pop3s://a@h --eml DIR --password-env NONE | environment variable NONE is not set",
        "ingest pop3s://a@h --eml DIR | no terminal to ask for the password of a@h:995",
        "ingest pop3s://a@h --eml DIR --password-env PW --concurrency 0 | --concurrency has to be",
        "ingest pop3s://a@h --eml DIR --password-env PW --trust DIR/no | no cannot be read",
        "list pop3s://a@h --password-env PW --proxy ftp://p:1 | --proxy is none of socks5://",
        "list pop3s://a@h --password-env PW --proxy socks5://p | --proxy is none of socks5://",
        "list pop3://a@h --password-env PW --discover | --discover finds mode and port",
        "list pop3s://a@h:1 --password-env PW --discover | --discover finds mode and port",
        "ingest --config DIR/none.yaml --eml DIR | none.yaml: cannot be read",
        "list pop3s:// --password-env PW | mailbox 1: no host in the URI, and MAILHOST is not set",
        "list pop3s:ann@h --password-env PW | mailbox 1: no host in the URI",
        "list pop3s://a@h --netrc --password-env PW | --password-env and --netrc exclude each",
        "list pop3s://a@h --netrc --netrc-file DIR/x | --netrc and --netrc-file exclude each",
        "list pop3s://a@h --netrc-file DIR/x | x: cannot be read (NoSuchFileException)",
        "list pop3s://h --netrc-file DIR/x | x: cannot be read (NoSuchFileException)",
        "list pop3s://h --password-command true | mailbox 1: the URI has no user",
        "list pop3s://a@h --password-command x --token-command y | exclude each other",
        "list pop3s://a@h --oauth-scope x | --oauth-scope goes with --oauth-token-endpoint",
        "list pop3s://a@h --oauth-token-endpoint https://h | needs --oauth-client-id",
        "list pop3s://a@h --oauth-token-endpoint https://h --oauth-client-id i"
            + " | needs --oauth-refresh-token-env or -file",
        "list pop3s://a@h --oauth-token-endpoint http://h --oauth-client-id i"
            + " --oauth-refresh-token-env PW | --oauth-token-endpoint has to be https:",
        "list pop3s://a@h --oauth-token-endpoint ^ --oauth-client-id i"
            + " --oauth-refresh-token-env PW | is not a URI",
        "list pop3s://a@h --oauth-token-endpoint https://h --oauth-client-id i"
            + " --oauth-refresh-token-env NONE | environment variable NONE is not set",
        "list pop3s://a@h --oauth-token-endpoint https://h --oauth-client-id i"
            + " --oauth-refresh-token-env PW --oauth-refresh-token-file f | exclude each other",
        "list | pop3 list: Missing required parameter: 'URI'",
        "fetch pop3s://a@h --password-env PW | pop3 fetch: give either NUMBER or --uid ID",
        "fetch pop3s://a@h 1 --uid x --password-env PW | give either NUMBER or --uid ID",
        "fetch pop3s://a@h 0 --password-env PW | NUMBER has to be 1 or more",
        "fetch pop3s://a@h 1 -o DIR --password-env PW | exists",
        "demo --mailboxes 0 DIR | --mailboxes has to be 1 or more",
        "nonsense | pop3: too many arguments",
      })
  void saysWhatIsWrong(String arguments, String problem) {
    Result result = run(arguments);
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains(problem);
    assertThat(result.out()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "ingest pop3s://ann:hunter2@h --eml DIR",
    "list pop3s://ann:hunter2@h",
    "list pop3s://ann@h pop3s://ann:hunter2@h",
    "list pop3s://ann@h hunter2",
    "list pop3s://ann@h --password hunter2",
    "list pop3s://ann@h --password=hunter2",
    "list pop3s://ann@h -phunter2",
    "list pop3s://ann@h --password-env PW --proxy socks5://a:hunter2@p:1",
    "fetch 1 pop3s://ann:hunter2@h",
    "fetch pop3s://ann@h pop3s://ann:p@hunter2@h",
  })
  void refusesAPasswordAmongTheArgumentsAndDoesNotRepeatIt(String arguments) {
    Result result = run(arguments);
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.everything()).isNotEmpty().doesNotContain("hunter2");
  }

  @Test
  void showsHelp() {
    for (String command : new String[] {"", "ingest", "list", "fetch", "demo"}) {
      Result result = run((command + " --help").trim());
      assertThat(result.exitCode()).isZero();
      assertThat(result.out()).startsWith("Usage: pop3");
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.cli;

import io.github.pop3reactive.cli.config.ConfigException;
import io.github.pop3reactive.cli.console.CliIo;
import io.github.pop3reactive.cli.console.FailureText;
import io.github.pop3reactive.cli.demo.DemoCommand;
import io.github.pop3reactive.cli.ingest.IngestCommand;
import io.github.pop3reactive.cli.mailbox.FetchCommand;
import io.github.pop3reactive.cli.mailbox.ListCommand;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command without a subcommand, and what all of them have in common. */
@Command(
    name = "pop3",
    description = "Takes in mail from POP3 mailboxes.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    versionProvider = Pop3Command.Version.class)
final class Pop3Command {

  /** The version in the manifest of the jar. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Pop3Command.class.getPackage().getImplementationVersion();
      return new String[] {"pop3-reactive " + (version == null ? "(not packaged)" : version)};
    }
  }

  private Pop3Command() {}

  /** Runs a command and returns its exit code. */
  static int run(CliIo io, String... arguments) {
    CommandLine line =
        new CommandLine(new Pop3Command())
            .addSubcommand(new IngestCommand(io))
            .addSubcommand(new ListCommand(io))
            .addSubcommand(new FetchCommand(io))
            .addSubcommand(new DemoCommand(io));
    return line.setOut(new PrintWriter(io.out(), true, Charset.defaultCharset()))
        .setErr(new PrintWriter(io.err(), true, Charset.defaultCharset()))
        .setParameterExceptionHandler(Pop3Command::usage)
        .setExecutionExceptionHandler((failure, command, parsed) -> failed(failure, command))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .execute(arguments);
  }

  private static int usage(ParameterException failure, String... arguments) {
    CommandLine command = failure.getCommandLine();
    String name = command.getCommandSpec().qualifiedName();
    command.getErr().println(name + ": " + message(failure));
    command.getErr().println("See " + name + " --help");
    return ExitCode.USAGE;
  }

  /** What was typed is repeated only as far as it cannot be a password. */
  private static String message(ParameterException failure) {
    if (failure instanceof UnmatchedArgumentException unmatched) {
      String options =
          unmatched.getUnmatched().stream()
              .filter(argument -> argument.startsWith("-"))
              .map(Pop3Command::name)
              .collect(Collectors.joining(", "));
      return options.isEmpty() ? "too many arguments" : "unknown option: " + options;
    }
    return String.valueOf(failure.getMessage()).replaceAll("(pop3s?://)\\S*@", "$1***@");
  }

  private static String name(String option) {
    return option.startsWith("--")
        ? option.replaceFirst("=.*", "")
        : option.substring(0, Math.min(2, option.length()));
  }

  private static int failed(Exception failure, CommandLine command) {
    String name = command.getCommandSpec().qualifiedName();
    command.getErr().println(name + ": " + FailureText.of(failure));
    return failure instanceof ConfigException ? ExitCode.USAGE : ExitCode.SOFTWARE;
  }
}

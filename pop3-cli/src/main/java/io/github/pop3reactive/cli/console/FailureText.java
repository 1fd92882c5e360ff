// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.cli.console;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.security.GeneralSecurityException;
import org.jspecify.annotations.Nullable;

/** Failures as one line of text. */
public final class FailureText {
  private static final int MAX_LENGTH = 400;

  private FailureText() {}

  /** Returns what happened and, where that is the system's or TLS's word, why; on one line. */
  public static String of(Throwable failure) {
    String text = message(failure);
    Throwable root = rootOf(failure);
    if (root != null) {
      String reason = message(root);
      if (!text.contains(reason)) {
        text = text + ": " + reason;
      }
    }
    return onOneLine(text);
  }

  private static String message(Throwable failure) {
    String message = failure.getMessage();
    String name = failure.getClass().getSimpleName();
    if (message == null || message.isEmpty()) {
      return name;
    }
    boolean saysNothingAlone = failure instanceof FileSystemException;
    return saysNothingAlone ? name + ": " + message : message;
  }

  private static @Nullable Throwable rootOf(Throwable failure) {
    Throwable root = null;
    for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof IOException || cause instanceof GeneralSecurityException) {
        root = cause;
      }
    }
    return root;
  }

  private static String onOneLine(String text) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < Math.min(text.length(), MAX_LENGTH); i++) {
      char c = text.charAt(i);
      line.append(Character.isISOControl(c) ? ' ' : c);
    }
    return text.length() > MAX_LENGTH ? line + "..." : line.toString();
  }
}

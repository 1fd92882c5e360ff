// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What files there are. */
final class DirectoryContent {
  private DirectoryContent() {}

  /** Returns the content of the files in a directory, one char per octet, sorted. */
  static List<String> of(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !file.getFileName().toString().startsWith("."))
          .map(DirectoryContent::read)
          .sorted()
          .toList();
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns path, time and size of all files below a directory that end with that. */
  static Map<Path, String> stamps(Path directory, String part) throws IOException {
    Map<Path, String> stamps = new TreeMap<>();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (file.toString().contains(part)) {
          FileTime time = Files.getLastModifiedTime(file);
          Object inode = Files.getAttribute(file, "unix:ino");
          stamps.put(file, time + " " + Files.size(file) + " " + inode);
        }
      }
    }
    return stamps;
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.client;

import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Looks for a text in a file, in each form that it may have in memory. */
final class OctetSearch {
  private static final int CONTEXT = 60;

  private final Map<String, byte[]> forms = new LinkedHashMap<>();

  OctetSearch(String text) {
    byte[] octets = text.getBytes(StandardCharsets.ISO_8859_1);
    add("", text);
    for (int before = 0; before < 3; before++) {
      byte[] shifted = new byte[before + octets.length];
      System.arraycopy(octets, 0, shifted, before, octets.length);
      String encoded = Base64.getEncoder().withoutPadding().encodeToString(shifted);
      // The characters that depend on nothing but the text.
      add("base64 ", encoded.substring((8 * before + 5) / 6, 8 * shifted.length / 6));
    }
  }

  private void add(String form, String text) {
    for (Charset charset :
        List.of(
            StandardCharsets.ISO_8859_1, StandardCharsets.UTF_16BE, StandardCharsets.UTF_16LE)) {
      forms.put(form + text + " in " + charset, text.getBytes(charset));
    }
  }

  /** Returns what was found, with the octets around it; empty if nothing was. */
  List<String> in(Path file) throws IOException {
    List<String> found = new ArrayList<>();
    try (FileChannel channel = FileChannel.open(file)) {
      MappedByteBuffer octets = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
      forms.forEach((name, form) -> find(octets, name, form, found));
    }
    return found;
  }

  private static void find(MappedByteBuffer octets, String name, byte[] form, List<String> found) {
    byte[] window = new byte[form.length];
    for (int at = 0; at <= octets.limit() - form.length; at++) {
      if (octets.get(at) == form[0] && octets.get(at + 1) == form[1]) {
        octets.get(at, window);
        if (Arrays.equals(window, form)) {
          found.add(name + ": " + around(octets, at, form.length));
        }
      }
    }
  }

  private static String around(MappedByteBuffer octets, int at, int length) {
    int from = Math.max(0, at - CONTEXT);
    byte[] context = new byte[Math.min(octets.limit(), at + length + CONTEXT) - from];
    octets.get(from, context);
    return new String(context, StandardCharsets.ISO_8859_1).replaceAll("[^!-~]", ".");
  }
}

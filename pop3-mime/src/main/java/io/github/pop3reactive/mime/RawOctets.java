// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.mime;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.io.output.DeferredFileOutputStream;
import org.jspecify.annotations.Nullable;

/** The octets of one message, in memory or in a file of its own. */
final class RawOctets implements AutoCloseable {
  private @Nullable DeferredFileOutputStream kept;
  private long octets;

  RawOctets(int memoryOctets, @Nullable Path directory) throws IOException {
    DeferredFileOutputStream.Builder builder =
        DeferredFileOutputStream.builder()
            .setThreshold(memoryOctets)
            .setPrefix("pop3-")
            .setSuffix(".eml");
    kept = (directory == null ? builder : builder.setDirectory(directory)).get();
  }

  /** Parses the stream and keeps all of its octets, whatever the parser does. */
  <T> Retrieved<T> record(InputStream stream, long parsedOctets, MimeParser<T> parser)
      throws IOException {
    boolean complete = false;
    try {
      RecordingStream recording = new RecordingStream(stream, target(), parsedOctets);
      Retrieved<T> retrieved = parse(recording, parser);
      octets = recording.drain();
      target().close();
      complete = true;
      return retrieved;
    } finally {
      if (!complete) {
        close();
      }
    }
  }

  private <T> Retrieved<T> parse(RecordingStream stream, MimeParser<T> parser) throws IOException {
    try {
      return Retrieved.parsed(this, parser.parse(stream));
    } catch (IOException | RuntimeException | StackOverflowError e) {
      // The parser recurses as deep as the parts are nested, which is for the sender to choose.
      stream.rethrowFailure();
      return Retrieved.unparsed(this, e);
    }
  }

  long octets() {
    return octets;
  }

  boolean isInMemory() {
    return target().isInMemory();
  }

  InputStream open() throws IOException {
    return target().toInputStream();
  }

  private DeferredFileOutputStream target() {
    DeferredFileOutputStream target = kept;
    if (target == null) {
      throw new IllegalStateException("closed");
    }
    return target;
  }

  /** Deletes the file as well as it can be. */
  @Override
  public void close() {
    DeferredFileOutputStream target = kept;
    if (target == null) {
      return;
    }
    kept = null;
    try {
      target.close();
    } catch (IOException e) {
      // What could not be written is of no interest any more.
    }
    Path file = target.getPath();
    if (file != null) {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        file.toFile().deleteOnExit();
      }
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.mime;

import java.io.IOException;
import java.io.InputStream;
import org.apache.james.mime4j.dom.BinaryBody;
import org.apache.james.mime4j.dom.TextBody;
import org.apache.james.mime4j.message.BasicBodyFactory;
import org.apache.james.mime4j.util.ContentUtil;

/**
 * Gives each body an array of its own. Those of {@link BasicBodyFactory} share buffers through a
 * queue of the whole JVM, so that a message that is disposed of twice makes two later ones write to
 * the same.
 */
final class UnpooledBodyFactory extends BasicBodyFactory {
  UnpooledBodyFactory(boolean lenient) {
    super(lenient);
  }

  @Override
  public TextBody textBody(InputStream content, String mimeCharset) throws IOException {
    return textBody(ContentUtil.buffer(content), resolveCharset(mimeCharset));
  }

  @Override
  public BinaryBody binaryBody(InputStream content) throws IOException {
    return binaryBody(ContentUtil.buffer(content));
  }
}

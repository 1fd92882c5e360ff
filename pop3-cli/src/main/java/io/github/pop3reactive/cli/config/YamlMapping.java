// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.cli.config;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** A mapping in a YAML file. Errors name file and line, and never repeat a value. */
final class YamlMapping {
  private final Path file;
  private final Node node;
  private final Map<String, Node> entries = new LinkedHashMap<>();

  private YamlMapping(Path file, Node node) {
    this.file = file;
    this.node = node;
  }

  /** Reads a mapping in which only these keys may be. */
  static YamlMapping of(Path file, Node node, Set<String> keys) {
    YamlMapping mapping = new YamlMapping(file, node);
    if (!(node instanceof MappingNode map)) {
      throw mapping.error(node, "expected a mapping, key: value");
    }
    for (NodeTuple entry : map.getValue()) {
      mapping.add(entry, keys);
    }
    return mapping;
  }

  private void add(NodeTuple entry, Set<String> keys) {
    if (!(entry.getKeyNode() instanceof ScalarNode key)) {
      throw error(entry.getKeyNode(), "expected a key");
    }
    String name = key.getValue();
    if (name.equals("password")) {
      throw error(key, "a password must not be in this file: use password-env or password-file");
    }
    if (!keys.contains(name)) {
      throw error(key, "unknown key \"" + name + "\"");
    }
    if (entries.put(name, entry.getValueNode()) != null) {
      throw error(key, "key \"" + name + "\" is there twice");
    }
  }

  /** Returns the node under a key, or null. */
  @Nullable Node node(String key) {
    return entries.get(key);
  }

  @Nullable String string(String key) {
    Node value = entries.get(key);
    if (value == null || value.getTag().equals(Tag.NULL)) {
      return null;
    }
    if (!(value instanceof ScalarNode scalar)) {
      throw error(value, key + " is not a text");
    }
    if (scalar.getValue().isEmpty()) {
      throw error(value, key + " is empty");
    }
    return scalar.getValue();
  }

  @Nullable Integer port(String key) {
    String text = string(key);
    if (text == null) {
      return null;
    }
    int port = text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : 0;
    if (port < 1 || port > 65535) {
      throw error(key, key + " is not a number from 1 to 65535");
    }
    return port;
  }

  @Nullable Boolean flag(String key) {
    String text = string(key);
    if (text == null) {
      return null;
    }
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw error(key, key + " is neither true nor false");
    };
  }

  /** Returns a path; a relative one begins at the directory of the file. */
  @Nullable Path path(String key) {
    String text = string(key);
    return text == null ? null : file.resolveSibling(text);
  }

  /** Returns the elements of a list, which must not be empty. */
  List<Node> list(String key) {
    if (!(entries.get(key) instanceof SequenceNode list) || list.getValue().isEmpty()) {
      throw error(key, "expected a list of at least one under " + key + ":");
    }
    return list.getValue();
  }

  /** Makes an error at the value of a key, or at the mapping if there is none. */
  ConfigException error(String key, String problem) {
    return error(entries.getOrDefault(key, node), problem);
  }

  private ConfigException error(Node at, String problem) {
    return error(file, at.getStartMark().orElse(null), problem);
  }

  static ConfigException error(Path file, @Nullable Mark mark, String problem) {
    String line = mark == null ? "" : ":" + (mark.getLine() + 1);
    return new ConfigException(file + line + ": " + problem);
  }
}

package org.godwit.protocol.xml;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An immutable element tree, for stanzas whose content is looked at.
 *
 * <p>Prefixes are not kept: {@link XmlWriter} declares what it needs.
 *
 * @param name namespace and local name
 * @param attributes in document order
 * @param children elements and text in document order
 */
public record XmlElement(XmlName name, List<XmlAttribute> attributes, List<XmlNode> children)
    implements XmlNode {

  /** Copies the lists. */
  public XmlElement {
    attributes = List.copyOf(attributes);
    children = List.copyOf(children);
  }

  /** Begins an element in {@code namespace}. */
  public static Builder of(String namespace, String localName) {
    return new Builder(new XmlName(namespace, localName));
  }

  /** Returns the namespace. */
  public String namespace() {
    return name.namespace();
  }

  /** Returns the name without namespace. */
  public String localName() {
    return name.localName();
  }

  /** Returns the value of the attribute without namespace called {@code localName}, or null. */
  public @Nullable String attribute(String localName) {
    return attribute("", localName);
  }

  /** Returns the value of an attribute, or null where it is absent. */
  public @Nullable String attribute(String namespace, String localName) {
    for (XmlAttribute attribute : attributes) {
      if (attribute.localName().equals(localName) && attribute.namespace().equals(namespace)) {
        return attribute.value();
      }
    }
    return null;
  }

  /** Returns the first child element with this name, or null. */
  public @Nullable XmlElement child(String namespace, String localName) {
    for (XmlNode node : children) {
      if (node instanceof XmlElement element
          && element.localName().equals(localName)
          && element.namespace().equals(namespace)) {
        return element;
      }
    }
    return null;
  }

  /** Returns the child elements in document order. */
  public List<XmlElement> elements() {
    List<XmlElement> elements = new ArrayList<>(children.size());
    for (XmlNode node : children) {
      if (node instanceof XmlElement element) {
        elements.add(element);
      }
    }
    return elements;
  }

  /** Returns the first child element, or null where there is none. */
  public @Nullable XmlElement firstElement() {
    for (XmlNode node : children) {
      if (node instanceof XmlElement element) {
        return element;
      }
    }
    return null;
  }

  /** Returns the text directly inside this element; empty where there is none. */
  public String text() {
    StringBuilder text = new StringBuilder();
    for (XmlNode node : children) {
      if (node instanceof Text part) {
        text.append(part.value());
      }
    }
    return text.toString();
  }

  /** Returns a builder that starts with this element's name, attributes and children. */
  public Builder toBuilder() {
    Builder builder = new Builder(name);
    builder.attributes.addAll(attributes);
    builder.children.addAll(children);
    return builder;
  }

  /** Returns the element as XML text, with its namespace declared. For tests and logs of names. */
  @Override
  public String toString() {
    return '<' + localName() + " xmlns='" + namespace() + "'.../>";
  }

  /** Collects the parts of an element. One thread. */
  public static final class Builder {

    private final XmlName name;
    private final List<XmlAttribute> attributes = new ArrayList<>();
    private final List<XmlNode> children = new ArrayList<>();

    private Builder(XmlName name) {
      this.name = name;
    }

    /** Sets an attribute without namespace; null removes it. */
    public Builder attribute(String localName, @Nullable String value) {
      return attribute("", localName, value);
    }

    /** Sets an attribute; null removes it. */
    public Builder attribute(String namespace, String localName, @Nullable String value) {
      attributes.removeIf(a -> a.localName().equals(localName) && a.namespace().equals(namespace));
      if (value != null) {
        attributes.add(new XmlAttribute(namespace, localName, value));
      }
      return this;
    }

    /** Appends a child element. */
    public Builder child(XmlElement element) {
      children.add(element);
      return this;
    }

    /** Appends what {@code element} has collected. */
    public Builder child(Builder element) {
      return child(element.build());
    }

    /** Appends text; empty text is left out. */
    public Builder text(String value) {
      if (!value.isEmpty()) {
        children.add(new Text(value));
      }
      return this;
    }

    /** Removes all child elements with this name. */
    public Builder without(String namespace, String localName) {
      XmlName other = new XmlName(namespace, localName);
      children.removeIf(node -> node instanceof XmlElement element && element.name().equals(other));
      return this;
    }

    /** Returns the element. */
    public XmlElement build() {
      return new XmlElement(name, attributes, children);
    }
  }
}

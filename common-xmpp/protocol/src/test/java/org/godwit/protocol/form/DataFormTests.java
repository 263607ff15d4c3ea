package org.godwit.protocol.form;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.godwit.protocol.xml.XmlElement;
import org.junit.jupiter.api.Test;

/** XEP-0004, version 2.13.1. */
class DataFormTests {

  // Section 3.
  @Test
  void formIsTheSameAfterItWasWrittenAndRead() {
    // Given
    DataForm form =
        DataForm.of(
            "form",
            "urn:f",
            List.of(
                FormField.choice("c", "Choose", "a", List.of("a", "b")),
                FormField.flag("f", null, true),
                FormField.multi("m", "text-multi", null, List.of("1", "2")),
                FormField.needed("n", "text-single", "Name")));

    // When
    DataForm read = DataForm.parse(form.toElement());

    // Then
    assertThat(read).isEqualTo(form);
    assertThat(read.formType()).isEqualTo("urn:f");
    assertThat(read.value("f")).isEqualTo("1");
    assertThat(read.value("n")).isNull();
    assertThat(read.has("x")).isFalse();
  }

  // Section 3.3.
  @Test
  void booleanHasFourForms() {
    assertThat(DataForm.flag("1")).isTrue();
    assertThat(DataForm.flag("true")).isTrue();
    assertThat(DataForm.flag("0")).isFalse();
    assertThat(DataForm.flag("false")).isFalse();
    assertThat(DataForm.flag("yes")).isNull();
  }

  @Test
  void elementWithoutAFormHasNone() {
    assertThat(DataForm.in(XmlElement.of("urn:x", "x").build())).isNull();
    assertThat(DataForm.in(null)).isNull();
  }
}

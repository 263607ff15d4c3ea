package org.godwit.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTests {

  @TempDir private Path parent;

  @Test
  void openFolderIsCreatedAndNamesItsProcess() throws IOException {
    // When
    try (DataFolder folder = DataFolder.open(parent.resolve("a/b"), 4711)) {
      // Then
      assertThat(folder.path()).isAbsolute().isDirectory();
      assertThat(folder.path().resolve("standalone.pid")).hasContent("4711");
    }
  }

  @Test
  void folderInUseIsRefusedWithTheProcessThatHasIt() {
    // Given
    Path path = parent.resolve("data");
    try (DataFolder folder = DataFolder.open(path, 4711)) {
      // Then
      assertThatThrownBy(() -> DataFolder.open(path, 4712))
          .isInstanceOf(SettingsException.class)
          .hasMessage(
              "GODWIT_DATA is '"
                  + folder.path()
                  + "', which process 4711 has in use: stop that first, or name another folder.");
    }
  }

  @Test
  void closedFolderCanBeOpenedAgain() {
    // Given
    Path path = parent.resolve("data");
    DataFolder.open(path, 1).close();

    // When
    try (DataFolder again = DataFolder.open(path, 2)) {
      // Then
      assertThat(again.path().resolve("standalone.pid")).hasContent("2");
    }
    assertThat(path.resolve("standalone.pid")).doesNotExist();
  }

  @Test
  void fileInPlaceOfTheFolderIsRefused() throws IOException {
    // Given
    Path file = Files.createFile(parent.resolve("file"));

    // Then
    assertThatThrownBy(() -> DataFolder.open(file, 1))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith("GODWIT_DATA is '" + file + "', which cannot be written");
  }
}

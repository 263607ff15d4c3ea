package org.godwit.auth.sasl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import org.godwit.auth.ConfigurationRefusedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealKeyFileTests {

  @TempDir Path folder;
  private final SecureRandom random = new SecureRandom();

  @Test
  void missingFileIsMadeForItsOwnerAlone() throws Exception {
    // Given
    Path file = folder.resolve("keys").resolve("seal.key");

    // When
    byte[] made = SealKeyFile.readOrMake(file, random);

    // Then
    assertThat(made).hasSize(32);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(folder.resolve("keys")).isDirectoryContaining(path -> path.equals(file));
    try (var files = Files.list(folder.resolve("keys"))) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void existingFileIsReadAgain() {
    // Given
    Path file = folder.resolve("seal.key");
    byte[] made = SealKeyFile.readOrMake(file, random);

    // When
    byte[] read = SealKeyFile.readOrMake(file, random);

    // Then
    assertThat(read).isEqualTo(made);
  }

  @Test
  void fileWithoutAKeyStopsTheStartWithOneSentence() throws Exception {
    // Given
    Path file = folder.resolve("seal.key");
    Files.writeString(file, "short");

    // When // Then
    assertThatThrownBy(() -> SealKeyFile.readOrMake(file, random))
        .isInstanceOf(ConfigurationRefusedException.class)
        .hasMessage(
            "xmpp.auth.sasl.seal-key-file is '"
                + file
                + "', which does not hold a key: 32 bytes in Base64 are allowed.");
  }

  @Test
  void folderInItsPlaceStopsTheStartWithOneSentence() {
    // When // Then
    assertThatThrownBy(() -> SealKeyFile.readOrMake(folder, random))
        .isInstanceOf(ConfigurationRefusedException.class)
        .hasMessageStartingWith("xmpp.auth.sasl.seal-key-file is '" + folder + "'");
  }
}

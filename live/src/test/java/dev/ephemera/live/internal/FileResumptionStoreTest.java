package dev.ephemera.live.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ephemera.live.Resumption;
import dev.ephemera.live.ResumptionStore;
import dev.ephemera.live.ResumptionStoreException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the store in files does to its files. */
@Timeout(60)
final class FileResumptionStoreTest {

    private static final String HANDLE = "secret-handle-of-the-test";
    private static final Instant NOW = Instant.parse("2030-01-01T12:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, java.time.ZoneOffset.UTC);

    @TempDir
    private Path parent;

    private Path directory;

    @BeforeEach
    void inADirectoryThatIsNotThere() {
        directory = parent.resolve("a").resolve("b");
    }

    private ResumptionStore store() {
        return ResumptionStore.file(directory, CLOCK);
    }

    private static Resumption resumption(String handle) {
        return Resumption.builder()
                .handle(handle)
                .model("models/m")
                .receivedAt(NOW)
                .resumable(true)
                .build();
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }

    private void assumePosix() throws IOException {
        assumeTrue(Files.getFileStore(parent).supportsFileAttributeView("posix"), "the file system has no owners");
    }

    @Test
    void file_isItsOwnersAlone_andTellsNothingOfTheKey() throws Exception {
        assumePosix();
        store().save("alice", resumption(HANDLE));

        assertThat(files()).singleElement().satisfies(file -> {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
            assertThat(file.getFileName().toString()).doesNotContain("alice");
        });
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
                .isEqualTo("rwx------");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rw-----w-"})
    void file_thatIsOpenToOthers_isNotReadAndSaidSo(String permissions) throws Exception {
        assumePosix();
        ResumptionStore store = store();
        store.save("alice", resumption(HANDLE));
        Path file = files().get(0);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));

        assertThatThrownBy(() -> store.load("alice"))
                .isInstanceOf(ResumptionStoreException.class)
                .hasMessageStartingWith("The file " + file + " is open to others (" + permissions + ")")
                .hasMessageContaining("chmod 600");

        store.save("alice", resumption("newer"));
        assertThat(store.load("alice")).as("a new file is its owner's").contains(resumption("newer"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "secret-handle-of-the-test",
                "{\"version\":1,\"handle\":\"secret-handle-of-the-test\"",
                "{\"version\":7}"
            })
    void file_thatCannotBeUsed_isNamedWithoutItsContent(String content) throws Exception {
        ResumptionStore store = store();
        store.save("alice", resumption(HANDLE));
        Path file = files().get(0);
        Files.writeString(file, content);

        assertThatThrownBy(() -> store.load("alice"))
                .isInstanceOf(ResumptionStoreException.class)
                .hasMessageStartingWith("The file " + file + " cannot be used: ")
                .hasMessageEndingWith("Remove it to start anew.")
                .satisfies(thrown -> assertThat(TestLive.trace(thrown)).doesNotContain(HANDLE));

        store.remove("alice");
        assertThat(store.load("alice")).isEmpty();
    }

    @Test
    void file_withBytesThatAreNoText_isNamedWithoutItsContent() throws Exception {
        ResumptionStore store = store();
        store.save("alice", resumption(HANDLE));
        Path file = files().get(0);
        Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe, 0});

        assertThatThrownBy(() -> store.load("alice"))
                .isInstanceOf(ResumptionStoreException.class)
                .hasMessageContaining(file.toString());
    }

    /** As a process leaves it that dies when half of the file is written. */
    @Test
    void load_whenAProcessHasDiedInTheMiddleOfASave_givesWhatWasThereBefore() throws Exception {
        ResumptionStore store = store();
        store.save("alice", resumption(HANDLE));
        Path left = Files.writeString(directory.resolve("123.tmp"), "{\"version\":1,\"hand");

        assertThat(store().load("alice")).contains(resumption(HANDLE));
        assertThat(left).as("somebody may be writing it").exists();

        Files.setLastModifiedTime(left, FileTime.from(Instant.now().minus(Duration.ofMinutes(61))));
        assertThat(store().load("alice")).contains(resumption(HANDLE));
        assertThat(left).doesNotExist();
        assertThat(files()).hasSize(1);
    }

    @Test
    void save_whenItFails_saysWhereAndLeavesNothing() throws Exception {
        ResumptionStore store = store();
        store.save("alice", resumption(HANDLE));
        Path file = files().get(0);
        Files.delete(file);
        Files.createDirectories(file.resolve("in the way"));

        assertThatThrownBy(() -> store.save("alice", resumption(HANDLE)))
                .isInstanceOf(ResumptionStoreException.class)
                .hasMessageContaining(file.toString())
                .satisfies(thrown -> assertThat(TestLive.trace(thrown)).doesNotContain(HANDLE));
        assertThat(files()).containsExactly(file);
    }

    @Test
    void store_whereAFileIsInTheWay_isRefused() throws Exception {
        Files.createDirectories(parent);
        Path file = Files.writeString(parent.resolve("file"), "");

        assertThatThrownBy(() -> ResumptionStore.file(file))
                .isInstanceOf(ResumptionStoreException.class)
                .hasMessageContaining(file.toString());
    }

    /** Stores share nothing but the directory, so that they are to each other as processes are. */
    @Test
    void stores_ofOneDirectory_seeWholeResumptionsOnly() throws Exception {
        long seed = System.nanoTime();
        Resumption expired = resumption("old").toBuilder()
                .endedAt(NOW.minus(Duration.ofHours(2)))
                .build();
        List<CompletableFuture<Integer>> users = new ArrayList<>();
        for (int user = 0; user < 4; user++) {
            Random random = new Random(seed + user);
            ResumptionStore store = store();
            users.add(FaultStage.async(() -> {
                int found = 0;
                for (int i = 0; i < 100; i++) {
                    switch (random.nextInt(4)) {
                        case 0 -> store.save("k", resumption("x".repeat(1 + random.nextInt(20_000))));
                        case 1 -> store.save("k", expired);
                        default ->
                            found += store.load("k")
                                            .filter(one -> one.handle().startsWith("x"))
                                            .isPresent()
                                    ? 1
                                    : 0;
                    }
                }
                return found;
            }));
        }
        int found = 0;
        for (CompletableFuture<Integer> user : users) {
            found += user.get(50, TimeUnit.SECONDS);
        }

        assertThat(found).as("found, with seed %d", seed).isPositive();
        assertThat(files()).as("files, with seed %d", seed).hasSizeLessThanOrEqualTo(1);
        store().save("k", resumption("last"));
        assertThat(store().load("k")).contains(resumption("last"));
    }

    @Test
    void store_whenShown_namesItsDirectory() {
        assertThat(store().toString()).isEqualTo("ResumptionStore[" + directory + "]");
    }

    @Test
    void file_isReadByWhoeverKnowsTheStoredForm() throws Exception {
        store().save("alice", resumption(HANDLE));

        String text = Files.readString(files().get(0), StandardCharsets.UTF_8);

        assertThat(Resumption.fromJson(text)).isEqualTo(resumption(HANDLE));
    }
}

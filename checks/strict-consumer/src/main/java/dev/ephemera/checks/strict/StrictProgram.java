package dev.ephemera.checks.strict;

import dev.ephemera.types.Content;
import dev.ephemera.types.LiveClientContent;
import dev.ephemera.types.LiveClientMessage;
import dev.ephemera.types.LiveConnectConfig;
import dev.ephemera.types.Modality;
import dev.ephemera.types.UnknownFields;
import java.time.Duration;
import java.util.Map;

/** Uses builders, copies, enums and free JSON, as a program of a user does. */
final class StrictProgram {

    private StrictProgram() {}

    static LiveClientMessage question(String text) {
        return LiveClientMessage.builder()
                .clientContent(LiveClientContent.builder()
                        .addTurns(Content.ofText(text))
                        .turnComplete(true)
                        .build())
                .build();
    }

    static LiveConnectConfig withAudio(LiveConnectConfig config) {
        return config.toBuilder()
                .addResponseModalities(Modality.AUDIO)
                .unknownFields(UnknownFields.of(
                        Map.of("patience", Duration.ofSeconds(3).toString())))
                .build();
    }

    static String spokenOrWritten(LiveConnectConfig config) {
        return switch (config.responseModalities().get(0).known()) {
            case AUDIO -> "spoken";
            case TEXT -> "written";
            default -> config.responseModalities().get(0).value();
        };
    }
}

package dev.ephemera.emulator;

import dev.ephemera.types.Modality;
import dev.ephemera.types.TurnCoverage;
import java.util.List;

/** The generations that are known. Data. */
final class KnownGenerations {

    private static final int NATIVE_AUDIO_WINDOW = 131_072;

    private static final ModelGeneration TRANSCRIPTION = ModelGeneration.builder()
            .name("transcription")
            .models("transcri")
            .onlyTranscribes(true)
            .build();

    private static final ModelGeneration LIVE_3_8 = ModelGeneration.builder()
            .name("3.8 live")
            .models("live-3\\.[2-9]|gemini-3\\.[2-9].*live|gemini-([4-9]|\\d\\d).*live|live-([4-9]|\\d\\d)[.-]")
            .addModalities(Modality.AUDIO)
            .clientContentOnlySeeds(true)
            .callsBlock(false)
            .alwaysProactive(true)
            .turnCoverage(TurnCoverage.TURN_INCLUDES_AUDIO_ACTIVITY_AND_ALL_VIDEO)
            .contextWindow(NATIVE_AUDIO_WINDOW)
            .build();

    private static final ModelGeneration LIVE_3_1 = ModelGeneration.builder()
            .name("3.1 live")
            .models("live-3|gemini-3.*live")
            .addModalities(Modality.AUDIO)
            .clientContentOnlySeeds(true)
            .nonBlockingCalls(false)
            .turnCoverage(TurnCoverage.TURN_INCLUDES_AUDIO_ACTIVITY_AND_ALL_VIDEO)
            .contextWindow(NATIVE_AUDIO_WINDOW)
            .build();

    private static final ModelGeneration NATIVE_AUDIO_2_5 = ModelGeneration.builder()
            .name("2.5 native audio")
            .models("audio")
            .addModalities(Modality.AUDIO)
            .contextWindow(NATIVE_AUDIO_WINDOW)
            .build();

    private static final ModelGeneration LIVE_2_0 = ModelGeneration.builder()
            .name("2.0 live")
            .models("gemini-2\\.0|live-2\\.0")
            .usageNames(ModelGeneration.UsageNames.CANDIDATES)
            .build();

    private static final ModelGeneration LIVE_2_5 =
            ModelGeneration.builder().name("2.5 live, and every other name").build();

    static final List<ModelGeneration> ALL =
            List.of(TRANSCRIPTION, LIVE_3_8, LIVE_3_1, NATIVE_AUDIO_2_5, LIVE_2_0, LIVE_2_5);

    private KnownGenerations() {}
}

package dev.ephemera.emulator.internal.protojson;

import dev.ephemera.types.internal.EnumDescriptor;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The numbers of enum values, where they are known: those of the published {@code v1beta} messages, and zero, which is
 * the first value of every enum. Values that were added since have numbers that nobody outside knows. Pure.
 */
final class EnumNumbers {

    /** Type to its values from zero on, as far as they are published. */
    private static final Map<String, List<String>> PUBLISHED = Map.ofEntries(
            Map.entry("Modality", List.of("MODALITY_UNSPECIFIED", "TEXT", "IMAGE", "AUDIO")),
            Map.entry(
                    "MediaResolution",
                    List.of(
                            "MEDIA_RESOLUTION_UNSPECIFIED",
                            "MEDIA_RESOLUTION_LOW",
                            "MEDIA_RESOLUTION_MEDIUM",
                            "MEDIA_RESOLUTION_HIGH")),
            Map.entry(
                    "StartSensitivity",
                    List.of("START_SENSITIVITY_UNSPECIFIED", "START_SENSITIVITY_HIGH", "START_SENSITIVITY_LOW")),
            Map.entry(
                    "EndSensitivity",
                    List.of("END_SENSITIVITY_UNSPECIFIED", "END_SENSITIVITY_HIGH", "END_SENSITIVITY_LOW")),
            Map.entry(
                    "ActivityHandling",
                    List.of("ACTIVITY_HANDLING_UNSPECIFIED", "START_OF_ACTIVITY_INTERRUPTS", "NO_INTERRUPTION")),
            Map.entry(
                    "TurnCoverage",
                    List.of("TURN_COVERAGE_UNSPECIFIED", "TURN_INCLUDES_ONLY_ACTIVITY", "TURN_INCLUDES_ALL_INPUT")),
            Map.entry("Behavior", List.of("UNSPECIFIED", "BLOCKING", "NON_BLOCKING")),
            Map.entry(
                    "FunctionResponseScheduling",
                    List.of("SCHEDULING_UNSPECIFIED", "SILENT", "WHEN_IDLE", "INTERRUPT")),
            Map.entry(
                    "Type",
                    List.of("TYPE_UNSPECIFIED", "STRING", "NUMBER", "INTEGER", "BOOLEAN", "ARRAY", "OBJECT", "NULL")),
            Map.entry("DynamicRetrievalConfigMode", List.of("MODE_UNSPECIFIED", "MODE_DYNAMIC")),
            Map.entry("Environment", List.of("ENVIRONMENT_UNSPECIFIED", "ENVIRONMENT_BROWSER")),
            Map.entry("Language", List.of("LANGUAGE_UNSPECIFIED", "PYTHON")),
            Map.entry(
                    "Outcome",
                    List.of("OUTCOME_UNSPECIFIED", "OUTCOME_OK", "OUTCOME_FAILED", "OUTCOME_DEADLINE_EXCEEDED")),
            Map.entry(
                    "HarmCategory",
                    List.of(
                            "HARM_CATEGORY_UNSPECIFIED",
                            "HARM_CATEGORY_DEROGATORY",
                            "HARM_CATEGORY_TOXICITY",
                            "HARM_CATEGORY_VIOLENCE",
                            "HARM_CATEGORY_SEXUAL",
                            "HARM_CATEGORY_MEDICAL",
                            "HARM_CATEGORY_DANGEROUS",
                            "HARM_CATEGORY_HARASSMENT",
                            "HARM_CATEGORY_HATE_SPEECH",
                            "HARM_CATEGORY_SEXUALLY_EXPLICIT",
                            "HARM_CATEGORY_DANGEROUS_CONTENT",
                            "HARM_CATEGORY_CIVIC_INTEGRITY")),
            Map.entry(
                    "HarmBlockThreshold",
                    List.of(
                            "HARM_BLOCK_THRESHOLD_UNSPECIFIED",
                            "BLOCK_LOW_AND_ABOVE",
                            "BLOCK_MEDIUM_AND_ABOVE",
                            "BLOCK_ONLY_HIGH",
                            "BLOCK_NONE",
                            "OFF")));

    private EnumNumbers() {}

    /** Returns the name behind a number; empty if it is not known. */
    static Optional<String> name(EnumDescriptor type, long number) {
        List<String> known = PUBLISHED.getOrDefault(type.name(), type.values().subList(0, 1));
        return number >= 0 && number < known.size() ? Optional.of(known.get((int) number)) : Optional.empty();
    }
}

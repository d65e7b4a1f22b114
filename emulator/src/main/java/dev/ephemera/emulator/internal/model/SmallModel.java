package dev.ephemera.emulator.internal.model;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * The model: says the same about the same, always. Pure.
 *
 * <ul>
 *   <li>A text that begins with {@code @} is for somebody else, unless it goes on with {@code model}: a proactive model
 *       keeps silent about it.
 *   <li>A text that ends with three dots is not finished: the model waits for the rest.
 *   <li>A declared function whose name stands in the text is called.
 *   <li>What the service's own tools can do is done; see {@link ServerTools}.
 *   <li>Asked {@code What did I say?}, it repeats all that the user said before.
 *   <li>Asked {@code What are your instructions?}, it repeats its system instruction.
 *   <li>Anything else it repeats, as {@code You said: …}; of audio and pictures it says how much it got.
 * </ul>
 */
public final class SmallModel {

    /** As much as it repeats, in characters; longer texts are cut. */
    private static final int MOST_REPEATED = 240;

    private static final Pattern FOR_ANOTHER = Pattern.compile("(?i)\\s*@(?!model\\b)");

    private SmallModel() {}

    /**
     * Answers a turn.
     *
     * @param input what the user said and showed
     * @param before the conversation before that
     * @param tools the tools declared, functions and others
     * @param instruction the system instruction; empty for none
     * @param proactive whether it may keep silent
     */
    public static Answer answer(
            UserInput input, History before, JsonNode tools, String instruction, boolean proactive) {
        if (proactive && FOR_ANOTHER.matcher(input.text()).lookingAt()) {
            return Answer.SILENCE;
        }
        if (unfinished(input.text().stripTrailing())) {
            return Answer.nothing(Answer.Kind.WAITS);
        }
        List<JsonNode> named = tools.valueStream()
                .flatMap(tool -> tool.path("functionDeclarations").valueStream())
                .filter(function -> names(input.text(), function.path("name").asString("")))
                .toList();
        if (!named.isEmpty()) {
            return Answer.call(named);
        }
        return ServerTools.answer(input.text(), tools).orElseGet(() -> speak(input, before, instruction));
    }

    private static boolean unfinished(String text) {
        return text.endsWith("...") || text.endsWith("…");
    }

    private static Answer speak(UserInput input, History before, String instruction) {
        String question = input.text().toLowerCase(Locale.ROOT);
        if (question.contains("what did i say")) {
            return Answer.say(
                    before.said().isEmpty() ? "You said nothing before." : "You said before: " + cut(before.said()));
        }
        if (question.contains("what are your instructions")) {
            return Answer.say(
                    instruction.isEmpty() ? "I have no instructions." : "My instructions: " + cut(instruction));
        }
        return Answer.say(repeat(input));
    }

    /** Says what it thinks about a turn before it answers. */
    public static String think(UserInput input) {
        String what = input.text().isEmpty() ? "what I heard and saw" : cut(input.text());
        return "The user is waiting. I think about " + what + ".";
    }

    /**
     * Says what functions gave back.
     *
     * @param results their responses, each with its name
     */
    public static String report(List<JsonNode> results) {
        List<String> sentences = new ArrayList<>();
        for (JsonNode result : results) {
            sentences.add(result.path("name").asString("The function") + " returned "
                    + cut(result.path("response").toString()) + ".");
        }
        return String.join(" ", sentences);
    }

    private static boolean names(String text, String function) {
        return text.contains(function)
                && Pattern.compile("(?<![A-Za-z0-9_])" + Pattern.quote(function) + "(?![A-Za-z0-9_])")
                        .matcher(text)
                        .find();
    }

    private static String repeat(UserInput input) {
        List<String> sentences = new ArrayList<>();
        if (!input.audio().isZero()) {
            sentences.add("I heard " + seconds(input.audio()) + " of audio.");
        }
        int pictures = input.images() + input.frames();
        if (pictures > 0) {
            sentences.add("I saw " + pictures + (pictures == 1 ? " picture." : " pictures."));
        }
        if (!input.text().isEmpty()) {
            sentences.add("You said: " + cut(input.text()));
        }
        return sentences.isEmpty() ? "I am listening." : String.join(" ", sentences);
    }

    /** Writes a duration for the ear, to a tenth of a second. */
    public static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toNanos() / 1e9);
    }

    private static String cut(List<String> texts) {
        return cut(String.join(" / ", texts));
    }

    private static String cut(String text) {
        String line = text.replaceAll("\\s+", " ").strip();
        if (line.length() <= MOST_REPEATED) {
            return line;
        }
        int end = Character.isHighSurrogate(line.charAt(MOST_REPEATED - 1)) ? MOST_REPEATED - 1 : MOST_REPEATED;
        return line.substring(0, end) + "…";
    }
}

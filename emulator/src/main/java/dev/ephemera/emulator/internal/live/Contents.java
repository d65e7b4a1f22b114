package dev.ephemera.emulator.internal.live;

import dev.ephemera.emulator.internal.model.History;
import dev.ephemera.emulator.internal.model.UserInput;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * A conversation while it is told: what is over, and what the user has said since. Pure.
 *
 * @param history what is over
 * @param pending what waits for an answer
 * @param tokensPerPicture what a picture costs
 */
record Contents(History history, UserInput pending, int tokensPerPicture) {

    /** Adds contents in their order. */
    Contents plus(JsonNode turns) throws RefusedException {
        Contents told = this;
        for (JsonNode content : turns) {
            told = switch (content.path("role").asString("user")) {
                case "user" -> told.plus(input(content));
                case "model" -> {
                    Contents over = told.over();
                    yield over.plusModel(text(content));
                }
                default -> throw new RefusedException(Close.INVALID_ARGUMENT);
            };
        }
        return told;
    }

    Contents plus(UserInput input) {
        return new Contents(history, pending.plus(input), tokensPerPicture);
    }

    Contents plusModel(String words) {
        return new Contents(history.plusModel(words), pending, tokensPerPicture);
    }

    /** Drops what is oldest of what is over. */
    Contents shortened(long targetTokens) {
        return new Contents(history.shortened(targetTokens), pending, tokensPerPicture);
    }

    /** Takes what waits as answered. */
    Contents over() {
        return new Contents(
                history.plusUser(pending.text(), pending.tokens(tokensPerPicture)),
                UserInput.NOTHING,
                tokensPerPicture);
    }

    private static UserInput input(JsonNode content) {
        String text = text(content);
        UserInput input = text.isEmpty() ? UserInput.NOTHING : UserInput.NOTHING.withText(text);
        for (JsonNode part : content.path("parts")) {
            if (part.path("inlineData").path("mimeType").asString("").startsWith("image/")) {
                input = input.withImage();
            }
        }
        return input;
    }

    /** Joins the text of a content's parts. */
    static String text(JsonNode content) {
        return content.path("parts")
                .valueStream()
                .map(part -> part.path("text").asString(""))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining("\n"));
    }
}

package dev.ephemera.benchmarks.harness;

import java.time.Duration;
import java.time.Instant;

/** The full config that tokens are minted with: constraints, a system instruction, two tools and a lock list. Pure. */
public final class FullConfig {

    /** What the model is told. */
    public static final String INSTRUCTION =
            "You help the customers of a shop with their orders. Be brief, and never promise a date.";

    private FullConfig() {}

    /**
     * Writes it.
     *
     * @param now what its times count from
     * @return JSON text
     */
    public static String json(Instant now) {
        return """
                {
                  "uses": 1,
                  "expireTime": "%s",
                  "newSessionExpireTime": "%s",
                  "liveConnectConstraints": {
                    "model": "gemini-live-2.5-flash-preview",
                    "config": {
                      "responseModalities": ["AUDIO"],
                      "temperature": 0.7,
                      "systemInstruction": {
                        "parts": [{"text": "%s"}]
                      },
                      "tools": [
                        {
                          "functionDeclarations": [
                            {
                              "name": "find_order",
                              "description": "Finds an order by its number.",
                              "parameters": {
                                "type": "OBJECT",
                                "properties": {
                                  "number": {"type": "STRING", "description": "The order's number."}
                                },
                                "required": ["number"]
                              }
                            }
                          ]
                        },
                        {"googleSearch": {}}
                      ]
                    }
                  },
                  "lockAdditionalFields": ["topP", "maxOutputTokens"]
                }
                """.formatted(now.plus(Duration.ofHours(10)), now.plus(Duration.ofHours(9)), INSTRUCTION);
    }
}

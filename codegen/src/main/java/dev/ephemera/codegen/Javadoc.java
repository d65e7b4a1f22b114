package dev.ephemera.codegen;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns a description's CommonMark (paragraphs, lists, code spans) into the lines of a Javadoc comment. */
final class Javadoc {

    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final Pattern BULLET = Pattern.compile("^[-*] +");
    private static final Pattern BLANK_LINE = Pattern.compile("\\R\\s*\\R");
    private static final Pattern NEXT_ITEM = Pattern.compile("\\R(?=[-*] )");
    private static final int WIDTH = 110;

    private Javadoc() {}

    /** Each line begins with its star and ends without a space. */
    static List<String> lines(String commonMark) {
        List<String> lines = new ArrayList<>();
        for (String block : BLANK_LINE.splitAsStream(commonMark.strip()).toList()) {
            List<String> pieces = NEXT_ITEM.splitAsStream(block).toList();
            boolean paragraph = !BULLET.matcher(block).find();
            if (paragraph) {
                addParagraph(pieces.get(0), lines);
            }
            addList(pieces.subList(paragraph ? 1 : 0, pieces.size()), lines);
        }
        return lines.stream().map(line -> line.isEmpty() ? " *" : " * " + line).toList();
    }

    private static void addParagraph(String text, List<String> lines) {
        String tag = lines.isEmpty() ? "" : "<p>";
        separate(lines);
        wrap(tag + inline(text), lines);
    }

    private static void addList(List<String> items, List<String> lines) {
        if (items.isEmpty()) {
            return;
        }
        separate(lines);
        lines.add("<ul>");
        items.forEach(item -> wrap("<li>" + inline(BULLET.matcher(item).replaceFirst("")) + "</li>", lines));
        lines.add("</ul>");
    }

    private static void separate(List<String> lines) {
        if (!lines.isEmpty()) {
            lines.add("");
        }
    }

    /** Escapes what Javadoc or HTML would interpret; code spans become {@code @code} tags. */
    private static String inline(String text) {
        String flat = text.replaceAll("\\s+", " ").strip();
        StringBuilder out = new StringBuilder();
        Matcher code = CODE.matcher(flat);
        int end = 0;
        while (code.find()) {
            out.append(prose(flat.substring(end, code.start())));
            String span = code.group(1);
            out.append(fitsCodeTag(span) ? "{@code " + span + "}" : "<code>" + prose(span) + "</code>");
            end = code.end();
        }
        return out.append(prose(flat.substring(end))).toString();
    }

    /** Nothing is escaped inside the tag, so braces must balance and nothing may end the comment or start an escape. */
    private static boolean fitsCodeTag(String span) {
        int depth = 0;
        for (int i = 0; i < span.length(); i++) {
            char c = span.charAt(i);
            depth += c == '{' ? 1 : c == '}' ? -1 : 0;
            if (depth < 0) {
                return false;
            }
        }
        return depth == 0 && span.indexOf('@') < 0 && span.indexOf('\\') < 0 && !span.contains("*/");
    }

    private static String prose(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("@", "&#64;")
                .replace("\\", "&#92;")
                .replace("*/", "*&#47;")
                .replace("{", "&#123;")
                .replace("}", "&#125;");
    }

    private static void wrap(String text, List<String> lines) {
        StringBuilder line = new StringBuilder();
        for (String word : words(text)) {
            if (line.length() > 0 && line.length() + 1 + word.length() > WIDTH) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.length() == 0 ? "" : " ").append(word);
        }
        lines.add(line.toString());
    }

    /** Splits at spaces, but not inside a tag in braces: it stays on one line. */
    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        int depth = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            depth += c == '{' ? 1 : c == '}' ? -1 : 0;
            if (c == ' ' && depth == 0) {
                words.add(word.toString());
                word.setLength(0);
            } else {
                word.append(c);
            }
        }
        words.add(word.toString());
        return words;
    }
}

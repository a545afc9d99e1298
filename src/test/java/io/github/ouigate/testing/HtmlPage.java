package io.github.ouigate.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** A parsed HTML page. */
public final class HtmlPage {
    private static final List<String> KNOWN = List.of(
            ("html head meta title style body main footer section p b h1 h2 ul li span dl div dt dd table tbody tr th td"
                            + " pre code figure figcaption details summary svg desc rect line text")
                    .split(" "));

    private final String html;
    private final Document document;

    private HtmlPage(String html, Document document) {
        this.html = html;
        this.document = document;
    }

    /** Parses a page, which must be well-formed. */
    public static HtmlPage of(String html) {
        try {
            return new HtmlPage(
                    html,
                    DocumentBuilderFactory.newInstance()
                            .newDocumentBuilder()
                            .parse(new InputSource(new StringReader(html))));
        } catch (SAXException | IOException | ParserConfigurationException e) {
            throw new AssertionError(html, e);
        }
    }

    /** Asserts that the page contains no script and no external resource. */
    public void assertSelfContained() {
        for (Element element : elements("*")) {
            assertThat(element.getTagName()).isIn(KNOWN);
            for (int i = 0; i < element.getAttributes().getLength(); i++) {
                Node attribute = element.getAttributes().item(i);
                assertThat(attribute.getNodeName()).doesNotStartWith("on").isNotIn("src", "href", "style");
            }
        }
        assertThat(html).doesNotContain("url(", "@import").contains("default-src 'none'");
    }

    public String language() {
        return document.getDocumentElement().getAttribute("lang");
    }

    public String title() {
        assertThat(elements("h1")).hasSize(1);
        assertThat(elements("title").get(0).getTextContent())
                .isEqualTo(elements("h1").get(0).getTextContent());
        return elements("h1").get(0).getTextContent();
    }

    /** Returns the text of the page with single spaces between words. */
    public String text() {
        return String.join(" ", words());
    }

    public List<String> words() {
        List<String> words = new ArrayList<>();
        add(document.getElementsByTagName("body").item(0), words);
        return words;
    }

    private static void add(Node node, List<String> words) {
        if (node.getNodeType() == Node.TEXT_NODE) {
            words.addAll(words(node.getTextContent()));
        }
        for (Node child = node.getFirstChild(); child != null; child = child.getNextSibling()) {
            add(child, words);
        }
    }

    /** Returns the words of a text. */
    public static List<String> words(String text) {
        return Arrays.stream(text.split("\\s+")).filter(word -> !word.isEmpty()).toList();
    }

    /** Returns the labels of the chart's columns of a kind. */
    public List<String> columns(String kind) {
        return elements("rect").stream()
                .filter(column -> column.getAttribute("class").equals(kind))
                .map(Node::getTextContent)
                .toList();
    }

    private List<Element> elements(String name) {
        NodeList list = document.getElementsByTagName(name);
        return IntStream.range(0, list.getLength())
                .mapToObj(i -> (Element) list.item(i))
                .toList();
    }
}

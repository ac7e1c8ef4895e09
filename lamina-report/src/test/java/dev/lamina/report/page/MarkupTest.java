package dev.lamina.report.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MarkupTest {

    @Test
    void textAndAttributesAreEscaped() {
        String html = new Markup()
                .open("p", "title", "\"><script>x</script>")
                .text("<b> & 'c'\u0000\n")
                .close()
                .toString();

        assertThat(html)
                .isEqualTo("<p title=\"&quot;&gt;&lt;script&gt;x&lt;/script&gt;\">&lt;b&gt; &amp; &#39;c&#39;  </p>");
    }

    @Test
    void elementsAreClosedInTheirOrder() {
        Markup markup =
                new Markup().open("ul").element("li", "one").single("br").close();

        assertThat(markup).hasToString("<ul><li>one</li><br></ul>");
    }

    @Test
    void anOpenElementIsAnError() {
        assertThatThrownBy(new Markup().open("p")::toString).hasMessage("the element p is still open");
    }
}

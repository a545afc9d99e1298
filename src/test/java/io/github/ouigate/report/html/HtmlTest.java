package io.github.ouigate.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HtmlTest {
    @Test
    void isolatesRightToLeftText() {
        assertThat(Html.text("public.رسائل_العملاء: 12 < 13")).isEqualTo("public.<bdi>رسائل_العملاء</bdi>: 12 &lt; 13");
        assertThat(Html.text("\"הודעות\" > 0")).isEqualTo("&quot;<bdi>הודעות</bdi>&quot; &gt; 0");
        assertThat(Html.text("e\u0301te\u0301 & 😀")).isEqualTo("e\u0301te\u0301 &amp; 😀");
    }
}

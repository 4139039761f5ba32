package org.darsena.runtime.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class LastWordsTest {
    @Test
    void ofNftTheErrorAndNotTheUnderline() {
        String output = """
                /etc/darsena/rules.nft:9:15-18: Error: Could not resolve protocol name
                    ip protocol ospf accept
                                ^^^^
                """;
        assertEquals("/etc/darsena/rules.nft:9:15-18: Error: Could not resolve protocol name", LastWords.of(output));
    }

    @Test
    void withoutAnErrorTheLastLineThatSaysSomething() {
        assertEquals("no such device", LastWords.of("trying\n  no such device  \n\n----\n"));
    }

    @Test
    void ofSilenceNothing() {
        assertEquals("", LastWords.of("\n^^^\n"));
    }
}

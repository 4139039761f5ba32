package org.darsena.runtime.net;

import java.io.IOException;

/// nft(8) refused a transaction; nothing of it was done.
public final class NftException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String text;

    NftException(String command, int status, String text) {
        super(command + " ended with " + status + (text.isEmpty() ? "" : ": " + text));
        this.text = text;
    }

    /// What nft wrote about it, with line numbers of the transaction.
    public String text() {
        return text;
    }
}

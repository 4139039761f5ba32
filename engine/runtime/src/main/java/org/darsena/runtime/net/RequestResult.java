package org.darsena.runtime.net;

/// How one request of a batch ended.
///
/// @param errno 0: done; positive: refused; [#NOT_SENT]: an earlier one failed first
/// @param kernelText the kernel's explanation, may be empty
public record RequestResult(Request request, int errno, String kernelText) {
    public static final int NOT_SENT = -1;

    public boolean done() {
        return errno == 0;
    }

    public boolean refused() {
        return errno > 0;
    }
}

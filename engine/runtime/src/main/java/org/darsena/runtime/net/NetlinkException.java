package org.darsena.runtime.net;

import java.io.IOException;
import org.darsena.runtime.kernel.Errno;

/// A request that the kernel refused: what was asked, about which interface, with which errno, and the
/// kernel's own words where it gave any (the extended acknowledgement, e.g. `Device does not allow
/// enslaving to a bridge`).
public final class NetlinkException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String command;
    private final String subject;
    private final int errno;
    private final String kernelText;

    /// `command` as a person would have typed it; `kernelText` may be empty.
    public NetlinkException(String command, String subject, int errno, String kernelText) {
        super(command + ": " + Errno.name(errno) + (kernelText.isEmpty() ? "" : " (" + kernelText + ")"));
        this.command = command;
        this.subject = subject;
        this.errno = errno;
        this.kernelText = kernelText;
    }

    NetlinkException(RequestResult result) {
        this(IpCommand.of(result.request()), result.request().subject(), result.errno(), result.kernelText());
    }

    /// What was asked, as a command of ip(8).
    public String command() {
        return command;
    }

    /// The interface or destination it was about.
    public String subject() {
        return subject;
    }

    /// The positive error number; compare with the constants of [Errno].
    public int errno() {
        return errno;
    }

    public String errnoName() {
        return Errno.name(errno);
    }

    /// The kernel's own explanation; empty if it gave none.
    public String kernelText() {
        return kernelText;
    }
}

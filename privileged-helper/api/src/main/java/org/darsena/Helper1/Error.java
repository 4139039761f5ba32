package org.darsena.Helper1;

import org.darsena.api.HelperError;

/// The exceptions that dbus-java makes of the helper's error replies, found by the error's name alone: hence
/// the odd names of package and class.
@SuppressWarnings("JavaLangClash")
public final class Error {
    private Error() {}

    public static final class NotFound extends HelperError {
        private static final long serialVersionUID = 1L;

        public NotFound(String args) {
            super(args);
        }
    }

    public static final class Exists extends HelperError {
        private static final long serialVersionUID = 1L;

        public Exists(String args) {
            super(args);
        }
    }

    public static final class State extends HelperError {
        private static final long serialVersionUID = 1L;

        public State(String args) {
            super(args);
        }
    }

    public static final class Invalid extends HelperError {
        private static final long serialVersionUID = 1L;

        public Invalid(String args) {
            super(args);
        }
    }

    public static final class Missing extends HelperError {
        private static final long serialVersionUID = 1L;

        public Missing(String args) {
            super(args);
        }
    }

    public static final class Cancelled extends HelperError {
        private static final long serialVersionUID = 1L;

        public Cancelled(String args) {
            super(args);
        }
    }

    public static final class Exhausted extends HelperError {
        private static final long serialVersionUID = 1L;

        public Exhausted(String args) {
            super(args);
        }
    }

    public static final class Kernel extends HelperError {
        private static final long serialVersionUID = 1L;

        public Kernel(String args) {
            super(args);
        }
    }

    public static final class Failed extends HelperError {
        private static final long serialVersionUID = 1L;

        public Failed(String args) {
            super(args);
        }
    }

    public static final class Denied extends HelperError {
        private static final long serialVersionUID = 1L;

        public Denied(String args) {
            super(args);
        }
    }

    public static final class NeedsAuthentication extends HelperError {
        private static final long serialVersionUID = 1L;

        public NeedsAuthentication(String args) {
            super(args);
        }
    }

    public static final class Dismissed extends HelperError {
        private static final long serialVersionUID = 1L;

        public Dismissed(String args) {
            super(args);
        }
    }

    public static final class NoAuthority extends HelperError {
        private static final long serialVersionUID = 1L;

        public NoAuthority(String args) {
            super(args);
        }
    }

    public static final class Busy extends HelperError {
        private static final long serialVersionUID = 1L;

        public Busy(String args) {
            super(args);
        }
    }
}

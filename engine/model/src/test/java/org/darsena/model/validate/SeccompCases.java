package org.darsena.model.validate;

import java.util.Collections;
import java.util.List;

/// What can be wrong with a seccomp profile.
final class SeccompCases {
    private static final String PROFILE = "/security/seccomp/profile";
    private static final String GOOD = "{\"defaultAction\": \"SCMP_ACT_ERRNO\"}";

    static final List<RuleCase> ALL = List.of(
            mode("seccomp.unconfined", "", "\"unconfined\"", "\"default\""),
            mode("json.choice", "", "\"lax\"", "\"default\""),
            mode("json.type", "/name", "{\"name\": 1, \"profile\": " + GOOD + "}", named("x", GOOD)),
            mode("json.missing", "/profile", "{\"name\": \"x\"}", named("x", GOOD)),
            mode("seccomp.name", "/name", named(" ", GOOD), named("my profile.json", GOOD)),
            mode("text.length", "/name", named("x".repeat(129), GOOD), named("x".repeat(128), GOOD)),
            profile("json.unknown-key", "/defaultaction", "\"defaultaction\": 1", "\"comment\": \"c\""),
            profile("seccomp.unsupported", "/listenerPath", "\"listenerPath\": \"/run/x\"", "\"listenerPath\": \"\""),
            profile(
                    "seccomp.unsupported",
                    "/flags/0",
                    "\"flags\": [\"SECCOMP_FILTER_FLAG_LOG\"]",
                    "\"flags\": [\"SECCOMP_FILTER_FLAG_TSYNC\"]"),
            profile(
                    "seccomp.arch",
                    "/architectures/1",
                    "\"architectures\": [\"SCMP_ARCH_X86\", \"amd64\"]",
                    "\"architectures\": [\"SCMP_ARCH_X86\", \"SCMP_ARCH_AARCH64\"]"),
            profile(
                    "seccomp.arch",
                    "/architectures/0",
                    "\"architectures\": [\"SCMP_ARCH_X68\", \"SCMP_ARCH_X86_64\"]",
                    "\"architectures\": [\"SCMP_ARCH_X86\", \"SCMP_ARCH_X86_64\"]"),
            profile(
                    "seccomp.arch-none",
                    "/architectures",
                    "\"architectures\": [\"SCMP_ARCH_AARCH64\"]",
                    "\"architectures\": [\"SCMP_ARCH_X32\"]"),
            profile("seccomp.range", "/defaultErrnoRet", "\"defaultErrnoRet\": 4096", "\"defaultErrnoRet\": 4095"),
            profile("seccomp.range", "/defaultErrnoRet", "\"defaultErrnoRet\": -1", "\"defaultErrnoRet\": 0"),
            profile("json.type", "/defaultErrnoRet", "\"defaultErrnoRet\": 1e99", "\"defaultErrnoRet\": 1"),
            profile("seccomp.errno", "/defaultErrno", "\"defaultErrno\": \"EPREM\"", "\"defaultErrno\": \"EPERM\""),
            profile(
                    "seccomp.errno-differs",
                    "/defaultErrno",
                    "\"defaultErrno\": \"EPERM\", \"defaultErrnoRet\": 38",
                    "\"defaultErrno\": \"ENOSYS\", \"defaultErrnoRet\": 38"),
            profile("list.length", "/syscalls", many(1001), many(1000)),
            rule("json.choice", "/action", "\"names\": [\"read\"], \"action\": \"SCMP_ACT_DENY\"", allow("read")),
            rule("json.missing", "/action", "\"names\": [\"read\"]", allow("read")),
            rule(
                    "seccomp.unsupported",
                    "/action",
                    "\"names\": [\"read\"], \"action\": \"SCMP_ACT_NOTIFY\"",
                    allow("read")),
            rule(
                    "seccomp.errno-unused",
                    "/errnoRet",
                    allow("read") + ", \"errnoRet\": 1",
                    refuse("read") + ", \"errnoRet\": 1"),
            rule(
                    "json.missing",
                    "/names",
                    "\"action\": \"SCMP_ACT_ALLOW\"",
                    "\"name\": \"read\", \"action\": \"SCMP_ACT_ALLOW\""),
            rule("seccomp.no-names", "/names", "\"names\": [], \"action\": \"SCMP_ACT_ALLOW\"", allow("read")),
            rule("seccomp.call-skipped", "/names/0", allow("raed"), allow("pciconfig_read")),
            rule("seccomp.call-unknown", "/names/0", refuse("raed"), refuse("pciconfig_read")),
            rule(
                    "seccomp.call-unknown",
                    "/names/0",
                    refuse("raed") + ", \"includes\": {\"arches\": [\"amd64\"]}",
                    refuse("raed") + ", \"includes\": {\"arches\": [\"s390x\"]}"),
            rule(
                    "caps.unknown",
                    "/includes/caps/0",
                    allow("read") + ", \"includes\": {\"caps\": [\"CAP_X\"]}",
                    allow("read") + ", \"includes\": {\"caps\": [\"CAP_KILL\"]}"),
            rule(
                    "seccomp.kernel",
                    "/excludes/minKernel",
                    allow("read") + ", \"excludes\": {\"minKernel\": \"4\"}",
                    allow("read") + ", \"excludes\": {\"minKernel\": \"4.8\"}"),
            condition(
                    "seccomp.range",
                    "/index",
                    "\"index\": 6, \"op\": \"SCMP_CMP_EQ\"",
                    "\"index\": 5, \"op\": \"SCMP_CMP_EQ\""),
            condition(
                    "seccomp.range",
                    "/index",
                    "\"index\": -1, \"op\": \"SCMP_CMP_EQ\"",
                    "\"index\": 0, \"op\": \"SCMP_CMP_EQ\""),
            condition("json.missing", "/index", "\"op\": \"SCMP_CMP_EQ\"", "\"index\": 0, \"op\": \"SCMP_CMP_EQ\""),
            condition(
                    "json.choice",
                    "/op",
                    "\"index\": 0, \"op\": \"==\"",
                    "\"index\": 0, \"op\": \"SCMP_CMP_MASKED_EQ\""),
            condition("json.missing", "/op", "\"index\": 0", "\"index\": 0, \"op\": \"SCMP_CMP_NE\""),
            value("18446744073709551616", "18446744073709551615"),
            value("-1", "0"),
            value("1.5", "1"),
            value("\"0x7E020000\"", "2114060288"));

    private SeccompCases() {}

    private static RuleCase mode(String rule, String place, String bad, String good) {
        String key = "/security";
        return RuleCase.spec(
                rule,
                "/security/seccomp" + place,
                List.of(key, "{\"seccomp\": " + bad + "}"),
                List.of(key, "{\"seccomp\": " + good + "}"));
    }

    private static String named(String name, String profile) {
        return "{\"name\": \"" + name + "\", \"profile\": " + profile + "}";
    }

    private static RuleCase profile(String rule, String place, String bad, String good) {
        return RuleCase.spec(rule, PROFILE + place, with(bad), with(good));
    }

    private static List<String> with(String member) {
        String profile = "{\"defaultAction\": \"SCMP_ACT_ERRNO\", " + member + "}";
        return List.of("/security", "{\"seccomp\": " + named("x", profile) + "}");
    }

    private static String many(int rules) {
        return "\"syscalls\": [" + String.join(",", Collections.nCopies(rules, "{" + allow("read") + "}")) + "]";
    }

    private static String allow(String name) {
        return "\"names\": [\"" + name + "\"], \"action\": \"SCMP_ACT_ALLOW\"";
    }

    private static String refuse(String name) {
        return "\"names\": [\"" + name + "\"], \"action\": \"SCMP_ACT_ERRNO\"";
    }

    private static RuleCase rule(String rule, String place, String bad, String good) {
        return profile(rule, "/syscalls/0" + place, "\"syscalls\": [{" + bad + "}]", "\"syscalls\": [{" + good + "}]");
    }

    private static RuleCase condition(String rule, String place, String bad, String good) {
        return rule(
                rule,
                "/args/0" + place,
                allow("read") + ", \"args\": [{" + bad + "}]",
                allow("read") + ", \"args\": [{" + good + "}]");
    }

    private static RuleCase value(String bad, String good) {
        String rest = "\"index\": 0, \"op\": \"SCMP_CMP_EQ\", \"value\": ";
        return condition("seccomp.value", "/value", rest + bad, rest + good);
    }
}

package org.darsena.runtime.bench;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.darsena.model.container.Capability;
import org.darsena.runtime.seccomp.Abi;
import org.darsena.runtime.seccomp.Profile;
import org.darsena.runtime.seccomp.Verdict;
import org.jspecify.annotations.Nullable;

/// Our default filter as an OCI bundle says it, so that the runtimes we are compared with do the same work.
public final class OciSeccomp {
    private static final int ENOSYS = 38;

    private final Map<String, List<String>> alike = new TreeMap<>(); // same action → names
    private final List<Map<String, Object>> rules = new ArrayList<>();

    private OciSeccomp() {}

    /// Prints the object that belongs at `linux.seccomp`.
    public static void main(String[] args) throws Exception {
        System.out.println(new JsonMapper().writeValueAsString(new OciSeccomp().document()));
    }

    private Map<String, Object> document() {
        Profile profile = Profile.standard(Capability.DEFAULT);
        TreeMap<String, Verdict> verdicts = new TreeMap<>();
        for (Abi abi : Abi.values()) {
            abi.names().values().forEach(name -> verdicts.put(name, profile.verdict(name)));
        }
        verdicts.forEach(this::add);
        alike.forEach((action, names) -> rules.add(rule(names, action, null)));
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("defaultAction", "SCMP_ACT_ERRNO");
        all.put("defaultErrnoRet", ENOSYS);
        all.put("architectures", List.of("SCMP_ARCH_X86_64", "SCMP_ARCH_X86"));
        all.put("syscalls", rules);
        return all;
    }

    private void add(String name, Verdict verdict) {
        switch (verdict) {
            case Verdict.Allow() -> alike("ALLOW", name);
            case Verdict.Refuse(int errno) -> {
                if (errno != ENOSYS) {
                    alike("ERRNO " + errno, name);
                }
            }
            case Verdict.WithoutBits(int argument, int bits, int errno) ->
                rules.add(rule(List.of(name), "ALLOW", condition(argument, bits, 0L, "SCMP_CMP_MASKED_EQ")));
            case Verdict.OnlyIf(int argument, List<Integer> values, int errno) ->
                values.forEach(v -> rules.add(rule(
                        List.of(name), "ALLOW", condition(argument, Integer.toUnsignedLong(v), null, "SCMP_CMP_EQ"))));
        }
    }

    private void alike(String action, String name) {
        alike.computeIfAbsent(action, _ -> new ArrayList<>()).add(name);
    }

    private static Map<String, Object> condition(int argument, long value, @Nullable Long two, String op) {
        Map<String, Object> c = new LinkedHashMap<>();
        c.put("index", argument);
        c.put("value", value);
        if (two != null) {
            c.put("valueTwo", two);
        }
        c.put("op", op);
        return c;
    }

    private static Map<String, Object> rule(
            List<String> names, String action, @Nullable Map<String, Object> condition) {
        Map<String, Object> rule = new LinkedHashMap<>();
        rule.put("names", names);
        String[] words = action.split(" ");
        rule.put("action", "SCMP_ACT_" + words[0]);
        if (words.length > 1) {
            rule.put("errnoRet", Integer.valueOf(words[1]));
        }
        if (condition != null) {
            rule.put("args", List.of(condition));
        }
        return rule;
    }
}

package org.darsena.runtime.container;

import java.util.LinkedHashMap;
import java.util.Map;
import org.darsena.model.container.ProcessSpec;
import org.darsena.runtime.image.Accounts;

/// The variables a process starts with: a small default, overridden by its spec.
final class Environment {
    private static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private Environment() {}

    static Map<String, String> of(ProcessSpec process, Accounts accounts) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("PATH", PATH);
        all.put("HOME", process.uid() == 0 ? "/root" : accounts.home(process.uid()));
        all.put("LANG", "C.UTF-8");
        if (process.terminal()) {
            all.put("TERM", "xterm-256color");
        }
        all.putAll(process.env());
        return all;
    }
}

package org.darsena.helper.objects;

import java.util.Optional;
import java.util.regex.Pattern;
import org.darsena.api.Names;
import org.darsena.helper.bus.Refusal;
import org.darsena.helper.request.Refusals;

/// Object paths ↔ ids. A path whose id has not the form of one names nothing.
final class Paths {
    private static final Pattern ID = Pattern.compile("[0-9a-z]{1,32}");
    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,17}");

    private Paths() {}

    /// What kind of object a path names.
    enum Kind {
        ROOT,
        METRICS,
        CONTAINER,
        LAB,
        JOB,
        /// a folder on the way to ours, which has no interface of ours
        FOLDER,
        NOTHING
    }

    static Kind kind(String path) {
        if (path.equals(Names.ROOT)) {
            return Kind.ROOT;
        } else if (path.equals(Names.METRICS)) {
            return Kind.METRICS;
        } else if (id(path, Names.CONTAINERS, ID).isPresent()) {
            return Kind.CONTAINER;
        } else if (id(path, Names.LABS, ID).isPresent()) {
            return Kind.LAB;
        } else if (id(path, Names.JOBS, NUMBER).isPresent()) {
            return Kind.JOB;
        }
        boolean above = path.equals("/")
                || (Names.CONTAINERS.startsWith(path + "/")
                        || Names.LABS.startsWith(path + "/")
                        || Names.JOBS.startsWith(path + "/"));
        return above ? Kind.FOLDER : Kind.NOTHING;
    }

    static String container(String path) throws Refusal {
        return id(path, Names.CONTAINERS, ID).orElseThrow(() -> Refusals.notFound("container", path));
    }

    static String lab(String path) throws Refusal {
        return id(path, Names.LABS, ID).orElseThrow(() -> Refusals.notFound("lab", path));
    }

    static long job(String path) throws Refusal {
        return id(path, Names.JOBS, NUMBER).map(Long::parseLong).orElseThrow(() -> Refusals.notFound("job", path));
    }

    private static Optional<String> id(String path, String folder, Pattern pattern) {
        String id = path.startsWith(folder) ? path.substring(folder.length()) : "";
        return pattern.matcher(id).matches() ? Optional.of(id) : Optional.empty();
    }
}

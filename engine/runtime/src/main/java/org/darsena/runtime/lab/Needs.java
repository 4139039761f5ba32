package org.darsena.runtime.lab;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.darsena.model.lab.LabDocument;
import org.darsena.model.lab.plan.LabPlan;
import org.darsena.model.lab.plan.LabPlan.NodePlan;
import org.darsena.model.validate.LabRules;
import org.darsena.runtime.EngineException;
import org.darsena.runtime.EngineException.Kind;
import org.darsena.runtime.container.Refused;
import org.darsena.runtime.image.Images;

/// What must be given before anything of a lab is made: a document without errors, the images, and in them the
/// programs.
final class Needs {
    private static final List<String> FOLDERS = List.of("usr/sbin", "usr/bin", "usr/local/sbin", "usr/local/bin");
    private static final String HOST_IMAGE = "host";

    private final Images images;
    private final Path root;

    /// @param root of the image `host`: `/`
    Needs(Images images, Path root) {
        this.images = images;
        this.root = root;
    }

    /// INVALID with every problem of the document and the name.
    static void valid(LabDocument lab, String name) throws EngineException {
        Refused.unlessGood(Stream.concat(LabRules.checkName(name).stream(), LabRules.check(lab).stream())
                .toList());
    }

    /// NOT_FOUND of an image, MISSING of a program.
    void met(LabPlan plan) throws EngineException {
        for (NodePlan node : plan.nodes()) {
            String image = node.spec().image();
            if (!images.exists(image)) {
                throw new EngineException(Kind.NOT_FOUND, Map.of("what", "image", "id", image, "name", image));
            }
            if (image.equals(HOST_IMAGE)) {
                programs(node);
            }
        }
    }

    private void programs(NodePlan node) throws EngineException {
        List<String> frr = new ArrayList<>();
        node.start().stream()
                .filter(s -> s.what().equals("frr"))
                .map(s -> s.argv().getFirst())
                .filter(program -> !program.equals("/bin/sh"))
                .forEach(frr::add);
        if (node.needs().contains("frr") && !frr.stream().allMatch(this::present)) {
            throw new EngineException(Kind.MISSING, Map.of("what", "frr", "node", node.name()));
        }
        if (node.needs().contains("nft") && !present("nft")) {
            throw new EngineException(Kind.MISSING, Map.of("what", "nft", "node", node.name()));
        }
    }

    private boolean present(String program) {
        return program.startsWith("/")
                ? Files.isExecutable(root.resolve(program.substring(1)))
                : FOLDERS.stream()
                        .anyMatch(f -> Files.isExecutable(root.resolve(f).resolve(program)));
    }
}

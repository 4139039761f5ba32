package org.darsena.model.json;

import java.util.Map;
import org.darsena.model.Copies;
import org.darsena.model.container.ContainerSpec;

/// A bundle's configuration as a container document, and what has to be opened for it.
///
/// @param root path of the root file system, absolute or from the bundle on
/// @param sources paths by the names under which they are attached ([org.darsena.model.container.Bundle]), likewise
public record OciBundle(ContainerSpec spec, String root, Map<String, String> sources) {
    public OciBundle {
        sources = Copies.of(sources);
    }
}

package org.darsena.runtime.lab;

import org.darsena.runtime.container.ContainerEngine;
import org.darsena.runtime.container.Containers;
import org.darsena.runtime.kernel.Kernel;
import org.darsena.runtime.net.IfNames;

/// What labs are made with; one of each per engine.
record Parts(
        ContainerEngine core,
        Kernel kernel,
        IfNames names,
        LabStore store,
        SwitchSpaces switches,
        Needs needs,
        LinkTraffic traffic) {

    Containers containers() {
        return core.containers();
    }
}

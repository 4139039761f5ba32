package org.darsena.app.tour;

import java.nio.file.Path;
import java.util.List;
import org.darsena.app.client.LabView;

/// Takes the pictures of a tour.
interface Shots {

    /// Writes pictures of the window while `lab` runs; gives what was written. Any exception means that not all were.
    List<Path> take(LabView lab, Path folder) throws Exception;
}

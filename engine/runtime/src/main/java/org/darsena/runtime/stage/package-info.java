/// Plans for the C launcher `stage` (`src/main/c/stage.c` and `rights.c`) and the client that hands them to it.
///
/// A plan is a flat list of [StageOp]; [StartPlan], [ExecPlan] and [PinPlan] build the three kinds there are.
/// [Stage] sends them and watches every container's end with one thread.
@NullMarked
package org.darsena.runtime.stage;

import org.jspecify.annotations.NullMarked;

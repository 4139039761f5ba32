package org.darsena.runtime.net;

/// One operation of a [NetPlan].
public sealed interface NetOp permits Request, SetSysctl {}

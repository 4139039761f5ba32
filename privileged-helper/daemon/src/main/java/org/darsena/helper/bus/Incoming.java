package org.darsena.helper.bus;

/// What comes in from the bus. Called from its reading thread: must not block.
public interface Incoming {

    /// A method call; whoever takes it closes it.
    void call(Call call);

    /// A connection has left the bus; its unique name is never used again.
    void left(String uniqueName);

    /// The bus is gone, or threw us out. Said once; nothing comes after it.
    void gone(String why);
}

namespace ToskaMesh.Emulator.Worker.Definition;

/// <summary>Calls a function's method with its arguments.</summary>
internal delegate ValueTask<object?> FunctionCall(object? instance, object?[] arguments);

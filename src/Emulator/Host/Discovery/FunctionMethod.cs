using System.Reflection;

namespace ToskaMesh.Emulator.Host.Discovery;

/// <summary>A method that is a function.</summary>
internal sealed record FunctionMethod(string Name, MethodInfo Method);

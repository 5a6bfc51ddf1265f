using System.Reflection;

namespace ToskaMesh.Infra.Tests.Settings;

/// <summary>A property of an options class.</summary>
/// <param name="Name">Of its setting.</param>
/// <param name="Value">What it is where nothing is set.</param>
internal sealed record OptionsProperty(string Name, PropertyInfo Property, object? Value);

using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace ToskaMesh.Emulator.Tests.Samples;

/// <summary>A trigger that the emulator has never heard of.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class UnknownTriggerAttribute : TriggerBindingAttribute;

using System.Text.Json;

namespace ToskaMesh.Shared.Configuration.Diffs;

/// <summary>One operation of a JSON Patch (RFC 6902).</summary>
/// <param name="Kind">add, remove or replace.</param>
/// <param name="Pointer">Where (RFC 6901), after the operations before it.</param>
/// <param name="Value">What is there afterwards; null where nothing is.</param>
/// <param name="Was">What was there before; null where nothing was.</param>
public sealed record DocumentChange(ChangeKind Kind, string Pointer, JsonElement? Value, JsonElement? Was);

using System.Text.Json;

namespace ToskaMesh.Shared.Configuration.Layers;

/// <param name="Root">An object without null members.</param>
/// <param name="Origins">For each leaf by JSON pointer (a text, a number, a truth value, an array as a whole, an object without members) the number of the layer that it is from.</param>
public sealed record MergedDocument(JsonElement Root, IReadOnlyDictionary<string, int> Origins);

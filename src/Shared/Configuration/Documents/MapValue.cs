namespace ToskaMesh.Shared.Configuration.Documents;

internal sealed record MapValue(SortedDictionary<string, ContentValue> Members) : ContentValue;

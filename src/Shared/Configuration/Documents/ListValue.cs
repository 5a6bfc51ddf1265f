namespace ToskaMesh.Shared.Configuration.Documents;

internal sealed record ListValue(List<ContentValue> Items) : ContentValue;

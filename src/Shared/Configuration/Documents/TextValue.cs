namespace ToskaMesh.Shared.Configuration.Documents;

internal sealed record TextValue(string Text) : ContentValue;

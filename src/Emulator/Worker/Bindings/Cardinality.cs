namespace Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

/// <summary>How many messages start a function at once.</summary>
public enum Cardinality
{
    Many = 0,
    One = 1,
}

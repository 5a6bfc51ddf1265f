namespace Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

/// <summary>A trigger that can start a function with one message or with many.</summary>
public interface ISupportCardinality
{
    Cardinality Cardinality { get; set; }
}

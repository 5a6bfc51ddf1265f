using Azure.Core.Serialization;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Options of the worker.</summary>
public class WorkerOptions
{
    /// <summary>Reads and writes the bodies of requests and responses. Default: System.Text.Json, case-insensitive on input.</summary>
    public ObjectSerializer? Serializer { get; set; }

    /// <summary>Converters for parameters, asked in order.</summary>
    public InputConverterCollection InputConverters { get; } = new();

    public IDictionary<string, string> Capabilities { get; } = new Dictionary<string, string>();

    public bool IncludeEmptyEntriesInMessagePayload { get; set; }
}

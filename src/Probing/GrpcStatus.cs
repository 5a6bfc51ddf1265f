using System.Globalization;
using System.Net.Http.Headers;

namespace ToskaMesh.Probing;

/// <summary>How a gRPC call ended.</summary>
internal sealed record GrpcStatus(int Code, string Message)
{
    public const int Ok = 0;

    private const int NotFound = 5;
    private const int Unimplemented = 12;

    // Status codes and their use in gRPC.
    private static readonly string[] Names =
    [
        "OK", "CANCELLED", "UNKNOWN", "INVALID_ARGUMENT", "DEADLINE_EXCEEDED", "NOT_FOUND", "ALREADY_EXISTS", "PERMISSION_DENIED",
        "RESOURCE_EXHAUSTED", "FAILED_PRECONDITION", "ABORTED", "OUT_OF_RANGE", "UNIMPLEMENTED", "INTERNAL", "UNAVAILABLE",
        "DATA_LOSS", "UNAUTHENTICATED",
    ];

    /// <summary>Null where there is none.</summary>
    public static GrpcStatus? Read(HttpResponseHeaders headers) =>
        Value(headers, "grpc-status") is { } text && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var code)
            ? new GrpcStatus(code, Uri.UnescapeDataString(Value(headers, "grpc-message") ?? ""))
            : null;

    public string Describe(string? service) => Code switch
    {
        Unimplemented => "answered UNIMPLEMENTED: it does not serve grpc.health.v1.Health",
        NotFound => $"answered NOT_FOUND: it does not know the service '{service}'",
        _ => $"answered {(Code < Names.Length ? Names[Code] : $"gRPC status {Code}")}{(Message.Length > 0 ? $": {Message}" : "")}",
    };

    private static string? Value(HttpResponseHeaders headers, string name) =>
        headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;
}

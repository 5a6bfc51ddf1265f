using System.Net;

namespace ToskaMesh.Functions.Http;

/// <summary>An error on the wire (RFC 9457). Its type is stable and meant for programs; its title and detail are for people.</summary>
public sealed record Problem
{
    public const string ContentType = "application/problem+json";

    private const string TypePrefix = "urn:toskamesh:problem:";

    public required string Type { get; init; }

    public required string Title { get; init; }

    public required int Status { get; init; }

    public string? Detail { get; init; }

    public IReadOnlyList<ProblemError>? Errors { get; init; }

    internal static Problem Of(HttpStatusCode status, string type, string title, string? detail = null, params IReadOnlyList<ProblemError> errors) =>
        new()
        {
            Type = TypePrefix + type,
            Title = title,
            Status = (int)status,
            Detail = detail,
            Errors = errors.Count == 0 ? null : errors,
        };
}

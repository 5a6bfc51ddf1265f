namespace ToskaMesh.Shared.Routing.Explicit;

/// <summary>What services see instead of what callers sent, and the other way round.</summary>
public sealed record RouteTransforms
{
    /// <summary>Taken off the path; whole segments.</summary>
    public string? StripPrefix { get; init; }

    /// <summary>Put before what is left.</summary>
    public string? AddPrefix { get; init; }

    /// <summary>In place of the whole path; then neither of the others.</summary>
    public string? SetPath { get; init; }

    public IReadOnlyList<HeaderChange>? RequestHeaders { get; init; }

    public IReadOnlyList<HeaderChange>? ResponseHeaders { get; init; }
}

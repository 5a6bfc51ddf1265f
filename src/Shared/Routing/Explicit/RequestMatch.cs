namespace ToskaMesh.Shared.Routing.Explicit;

/// <summary>Which requests a route takes: those for which all that is said here holds.</summary>
public sealed record RequestMatch
{
    /// <summary>Names without a port, in lower case; <c>*.example.com</c> is every name below that one. Null is any.</summary>
    public IReadOnlyList<string>? Hosts { get; init; }

    /// <summary>See <see cref="PathPattern"/>.</summary>
    public required string Path { get; init; }

    /// <summary>In upper case. Null is any.</summary>
    public IReadOnlyList<string>? Methods { get; init; }

    public IReadOnlyList<ValueMatch>? Headers { get; init; }

    public IReadOnlyList<ValueMatch>? Query { get; init; }
}

namespace ToskaMesh.Shared.Identity.Audit;

/// <summary>Which records are wanted; a null part wants all.</summary>
/// <param name="Action">One of <see cref="SecurityActions"/>.</param>
/// <param name="From">The first moment.</param>
/// <param name="To">The first moment that is not wanted any more.</param>
public sealed record AuditFilter(
    string? Action = null, string? Actor = null, string? Target = null, DateTimeOffset? From = null, DateTimeOffset? To = null);

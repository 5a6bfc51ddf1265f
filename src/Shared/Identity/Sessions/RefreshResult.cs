using System.Diagnostics.CodeAnalysis;

namespace ToskaMesh.Shared.Identity.Sessions;

/// <param name="Grant">If, and only if, it was <see cref="RefreshOutcome.Refreshed"/>.</param>
public sealed record RefreshResult(RefreshOutcome Outcome, SessionGrant? Grant)
{
    [MemberNotNullWhen(true, nameof(Grant))]
    public bool Succeeded => Grant is not null;
}

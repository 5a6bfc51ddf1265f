using System.Diagnostics.CodeAnalysis;
using ToskaMesh.Shared.Identity.Sessions;

namespace ToskaMesh.Shared.Identity.Login;

/// <param name="Grant">If, and only if, it was <see cref="SignInOutcome.Done"/>.</param>
public sealed record SignInResult(SignInOutcome Outcome, SessionGrant? Grant)
{
    [MemberNotNullWhen(true, nameof(Grant))]
    public bool Succeeded => Grant is not null;
}

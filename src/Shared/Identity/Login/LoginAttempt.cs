namespace ToskaMesh.Shared.Identity.Login;

/// <summary>An attempt to sign in, as <see cref="LoginThrottle"/> counted it.</summary>
public sealed record LoginAttempt(LoginTurn Turn, IReadOnlyList<CountedAttempt> Counted)
{
    /// <summary>Whether its password may be looked at.</summary>
    public bool IsGranted => Turn is LoginTurn.Granted;
}

namespace ToskaMesh.Shared.Identity.Login;

/// <summary>One of the counts that an attempt is in.</summary>
/// <param name="Key">Whose count it is.</param>
/// <param name="ForgottenAfter">How long the count still lives.</param>
/// <param name="MadeLock">Whether the attempt was the one between two locks, and made the second.</param>
public sealed record CountedAttempt(string Key, TimeSpan ForgottenAfter, bool MadeLock);

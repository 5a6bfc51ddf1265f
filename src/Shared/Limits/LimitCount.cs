namespace ToskaMesh.Shared.Limits;

/// <summary>How often something was counted, and when that is forgotten; zero of both when nothing is known.</summary>
public readonly record struct LimitCount(long Value, TimeSpan ForgottenAfter);

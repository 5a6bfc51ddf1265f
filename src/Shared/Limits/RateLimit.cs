namespace ToskaMesh.Shared.Limits;

/// <summary>
/// How often something may happen: that many times at once after a rest, and on average. What was used comes back
/// steadily, one permit each (window / permits), not all at the end of a window.
/// </summary>
/// <param name="Permits">Above 0.</param>
/// <param name="Window">Above zero.</param>
public readonly record struct RateLimit(int Permits, TimeSpan Window);

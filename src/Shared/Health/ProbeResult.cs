using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Shared.Health;

/// <summary>What one probe found.</summary>
public sealed record ProbeResult
{
    /// <summary>In UTF-16 units.</summary>
    public const int MaxOutput = 512;

    private ProbeResult(HealthStatus status, string output, TimeSpan duration) =>
        (Status, Output, Duration) = (status, output, duration);

    /// <summary>Healthy is passing, Degraded is warning, Unhealthy is critical; never Unknown.</summary>
    public HealthStatus Status { get; }

    /// <summary>For people, in one line of at most <see cref="MaxOutput"/> characters. Neither headers nor bodies are in it.</summary>
    public string Output { get; }

    public TimeSpan Duration { get; }

    /// <summary>Whether it speaks for the instance: a warning still does.</summary>
    public bool Passed => Status is not HealthStatus.Unhealthy;

    public static ProbeResult Passing(string output, TimeSpan duration = default) => new(HealthStatus.Healthy, Bound(output), duration);

    public static ProbeResult Warning(string output, TimeSpan duration = default) => new(HealthStatus.Degraded, Bound(output), duration);

    public static ProbeResult Critical(string output, TimeSpan duration = default) => new(HealthStatus.Unhealthy, Bound(output), duration);

    public ProbeResult After(TimeSpan duration) => new(Status, Output, duration);

    // Part of it is what the instance said: nothing in it may break a line of a log or half a character.
    private static string Bound(string text)
    {
        var length = Math.Min(text.Length, MaxOutput);
        length -= length < text.Length && char.IsHighSurrogate(text[length - 1]) ? 1 : 0;
        return string.Create(length, text, static (line, source) =>
        {
            for (var i = 0; i < line.Length; i++)
            {
                line[i] = char.IsControl(source[i]) ? ' ' : source[i];
            }
        });
    }
}

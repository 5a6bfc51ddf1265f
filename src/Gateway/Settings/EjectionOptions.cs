namespace ToskaMesh.Gateway.Settings;

/// <summary>When an instance is left out because of what its traffic showed (Envoy's outlier detection, in its words).</summary>
internal sealed class EjectionOptions
{
    /// <summary>Failures in a row other than a refused connection, which ejects at once.</summary>
    public int ConsecutiveFailures { get; set; } = 5;

    /// <summary>The first ejection's length; each further one without a success in between doubles it.</summary>
    public TimeSpan BaseTime { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>No ejection is longer, however often it was doubled. Not under <see cref="BaseTime"/>.</summary>
    public TimeSpan MaxTime { get; set; } = TimeSpan.FromMinutes(1);
}

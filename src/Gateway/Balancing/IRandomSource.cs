namespace ToskaMesh.Gateway.Balancing;

/// <summary>Chance, as a dependency, so that a test can decide it. For spreading load, not for secrets.</summary>
internal interface IRandomSource
{
    /// <returns>0 or more, below <paramref name="exclusiveMax"/>.</returns>
    long Next(long exclusiveMax);
}

using System.Globalization;
using ToskaMesh.Shared.Configuration;

namespace ToskaMesh.Shared.Observations;

/// <summary>
/// How figures of routes are stored among those of instances, to be kept as long and within the same bound. No service and
/// no instance can be called like this.
/// </summary>
public static class RouteFigureKey
{
    /// <summary>In the place of a service.</summary>
    public const string Service = "~route";

    /// <returns>In the place of an instance: at most 90 characters.</returns>
    public static string Of(ConfigurationName route, long version) => string.Create(CultureInfo.InvariantCulture, $"~{route}/{version}");
}

using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Shared.Routing;

/// <summary>What holds of a check in a table. Headers and expected status cannot be read without holding theirs.</summary>
internal static class RoutedCheckRules
{
    /// <summary>Each with where it is, below the check.</summary>
    public static IEnumerable<string> Faults(RoutedCheck check)
    {
        if (check.Timeout <= TimeSpan.Zero || check.Timeout >= check.Interval)
        {
            yield return "/timeout: must be above zero and below the interval.";
        }

        if (check.HealthyThreshold <= 0 || check.UnhealthyThreshold <= 0)
        {
            yield return ": needs thresholds above 0.";
        }

        if (check.Port is < 1 or > RegistrationLimits.Port)
        {
            yield return $"/port: {check.Port} is not 1 to {RegistrationLimits.Port}.";
        }

        if (check.Protocol is ProbeProtocol.Http && !IsPath(check.Path))
        {
            yield return $"/path: must start with '/', not with '//', and have at most {RegistrationLimits.EndpointLength} characters.";
        }

        if (check.BodyMatch is { Length: 0 or > RegistrationLimits.BodyMatchLength })
        {
            yield return $"/bodyMatch: must have 1 to {RegistrationLimits.BodyMatchLength} characters.";
        }

        if (check.Service is { Length: > RegistrationLimits.GrpcServiceLength })
        {
            yield return $"/service: must have at most {RegistrationLimits.GrpcServiceLength} characters.";
        }
    }

    private static bool IsPath(string? path) =>
        path is { Length: > 0 and <= RegistrationLimits.EndpointLength } && path[0] == '/' && !path.StartsWith("//", StringComparison.Ordinal);
}

using ToskaMesh.Shared.Identity;
using ToskaMesh.Shared.Identity.Tokens;
using ToskaMesh.Shared.Registry;
using ToskaMesh.Shared.Routing.Explicit;

namespace ToskaMesh.Shared.Routing;

/// <summary>Checks a whole document and reports everything that is wrong with it, so that a gateway takes all of it or nothing.</summary>
public static class RouteTableValidator
{
    public static RouteTableReading Validate(RouteTable table) => Validate(table, _ => false);

    /// <param name="isKnown">Whether the service at an index was valid in a table before: then only what it shares with others is checked.</param>
    internal static RouteTableReading Validate(RouteTable table, Func<int, bool> isKnown)
    {
        if (table.SchemaVersion != RouteTable.CurrentSchema)
        {
            return RouteTableReading.Rejected(
                RouteTableRejection.Schema,
                $"/schemaVersion: {table.SchemaVersion} is not {RouteTable.CurrentSchema}, the one this build reads.");
        }

        var errors = new List<string>();
        if (table.Epoch <= 0 || table.Version <= 0)
        {
            errors.Add("/version: epoch and version must be above 0.");
        }

        errors.AddRange(SigningKeyRules.Faults(table.Trusted()));
        CheckServices(table.Services, isKnown, errors);
        errors.AddRange(ExplicitRouteRules.Faults(table.Routes));
        errors.AddRange(RoutedConfigurationRules.Faults(table.Configurations));
        return errors.Count == 0
            ? RouteTableReading.Of(table)
            : RouteTableReading.Rejected(RouteTableRejection.Invalid, errors);
    }

    private static void CheckServices(IReadOnlyList<RoutedService> services, Func<int, bool> isKnown, List<string> errors)
    {
        var names = new HashSet<string>(services.Count, StringComparer.OrdinalIgnoreCase);
        var ids = new HashSet<string>(services.Sum(service => service?.Instances.Count ?? 0), StringComparer.Ordinal);
        for (var i = 0; i < services.Count; i++)
        {
            var (service, pointer) = (services[i], $"/services/{i}");
            if (service is null)
            {
                errors.Add($"{pointer}: is null.");
                continue;
            }

            if (!isKnown(i))
            {
                CheckService(service, pointer, errors);
            }

            if (!names.Add(service.Name))
            {
                errors.Add($"{pointer}/name: '{service.Name}' stands twice.");
            }

            for (var j = 0; j < service.Instances.Count; j++)
            {
                if (service.Instances[j] is { } instance && !ids.Add(instance.Id))
                {
                    errors.Add($"{pointer}/instances/{j}/id: '{instance.Id}' stands twice.");
                }
            }
        }
    }

    private static void CheckService(RoutedService service, string pointer, List<string> errors)
    {
        if (!ServiceName.TryParse(service.Name, out _))
        {
            errors.Add($"{pointer}/name: '{service.Name}' {ServiceName.Rule}.");
        }

        if (service.Timeout <= TimeSpan.Zero)
        {
            errors.Add($"{pointer}/timeout: must be above zero.");
        }

        if (service.RateLimit is { } limit && !IsSound(limit))
        {
            errors.Add($"{pointer}/rateLimit: needs 1 to {ServiceRateLimit.MaxPermits} permits in {ServiceRateLimit.ShortestWindow:c} to {ServiceRateLimit.LongestWindow:c}.");
        }

        if (service.Requires is { } requires && !requires.Scopes.All(ScopeName.IsValid))
        {
            errors.Add($"{pointer}/requires/scopes: each {ScopeName.Rule}.");
        }

        for (var i = 0; i < service.Instances.Count; i++)
        {
            CheckInstance(service.Instances[i], $"{pointer}/instances/{i}", errors);
        }
    }

    private static void CheckInstance(RoutedInstance? instance, string pointer, List<string> errors)
    {
        if (instance is null)
        {
            errors.Add($"{pointer}: is null.");
            return;
        }

        if (!InstanceId.TryParse(instance.Id, out _))
        {
            errors.Add($"{pointer}/id: '{instance.Id}' {InstanceId.Rule}.");
        }

        CheckTarget(instance, pointer, errors);
    }

    private static void CheckTarget(RoutedInstance instance, string pointer, List<string> errors)
    {
        if (!ServiceAddress.TryParse(instance.Address, out _))
        {
            errors.Add($"{pointer}/address: '{instance.Address}' {ServiceAddress.Rule}.");
        }

        if (instance.Port is < 1 or > 65535)
        {
            errors.Add($"{pointer}/port: {instance.Port} is not 1 to 65535.");
        }

        if (instance.Weight is < 0 or > 65535)
        {
            errors.Add($"{pointer}/weight: {instance.Weight} is not 0 to 65535.");
        }

        if (instance.Version is { Length: 0 or > RegistrationLimits.VersionLength })
        {
            errors.Add($"{pointer}/version: must have 1 to {RegistrationLimits.VersionLength} characters.");
        }

        if (instance.Tags.Contains(null!))
        {
            errors.Add($"{pointer}/tags: one is null.");
        }

        if (instance.Check is { } check)
        {
            errors.AddRange(RoutedCheckRules.Faults(check).Select(fault => $"{pointer}/check{fault}"));
        }
    }

    private static bool IsSound(ServiceRateLimit limit) =>
        limit.Permits is > 0 and <= ServiceRateLimit.MaxPermits
        && limit.Window >= ServiceRateLimit.ShortestWindow && limit.Window <= ServiceRateLimit.LongestWindow;
}

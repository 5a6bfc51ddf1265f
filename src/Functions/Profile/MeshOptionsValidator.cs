using System.Globalization;
using Microsoft.Extensions.Options;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Functions.Profile;

internal sealed class MeshOptionsValidator : IValidateOptions<MeshOptions>
{
    private static readonly TimeSpan LongestGrace = TimeSpan.FromDays(1);

    public ValidateOptionsResult Validate(string? name, MeshOptions options)
    {
        var faults = Faults(options).ToList();
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> Faults(MeshOptions options)
    {
        if (!Enum.IsDefined(options.Profile))
        {
            yield return "Mesh:Profile must be embedded, local or cloud.";
        }

        if (options.Bus is { } bus && !Enum.IsDefined(bus))
        {
            yield return "Mesh:Bus must be inProcess, rabbitMq or serviceBus.";
        }

        if (options is { Bus: MeshBus.InProcess, Profile: not MeshProfile.Embedded })
        {
            yield return "Mesh:Bus must be rabbitMq or serviceBus: only the embedded profile is one process.";
        }

        if (!Enum.IsDefined(options.Mode))
        {
            yield return "Mesh:Mode must be active or resting.";
        }

        if (string.IsNullOrWhiteSpace(options.DataDirectory))
        {
            yield return "Mesh:DataDirectory is empty: set it to a folder that this process may write, such as '.toska'.";
        }

        if (options.Grace <= TimeSpan.Zero || options.Grace > LongestGrace)
        {
            yield return "Mesh:Grace must be above zero and at most a day, such as '00:01:00'.";
        }

        if (!AddressNetworks.TryParse(options.AllowedNetworks, out _))
        {
            yield return $"Mesh:AllowedNetworks {AddressNetworks.Rule}.";
        }

        if (!MeshOptions.Split(options.OwnPorts).All(IsPort))
        {
            yield return "Mesh:OwnPorts must be port numbers separated by commas, such as '7071,8080,8081'.";
        }

        if (MeshOptions.Split(options.OwnAddresses).Any(address => !ServiceAddress.TryParse(address, out _)))
        {
            yield return $"Mesh:OwnAddresses must be addresses separated by commas; each {ServiceAddress.Rule}.";
        }
    }

    private static bool IsPort(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is >= 1 and <= RegistrationLimits.Port;
}

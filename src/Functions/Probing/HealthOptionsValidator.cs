using Microsoft.Extensions.Options;
using ToskaMesh.Functions.Profile;
using ToskaMesh.Shared.Health;

namespace ToskaMesh.Functions.Probing;

internal sealed class HealthOptionsValidator(IOptions<MeshOptions> mesh) : IValidateOptions<HealthOptions>
{
    public ValidateOptionsResult Validate(string? name, HealthOptions options)
    {
        var faults = new List<string>();
        if (options.Prober is { } prober && ProberChoice.Refusal(prober, mesh.Value.Mode is MeshMode.Resting) is { } refusal)
        {
            faults.Add($"{HealthOptions.Section}:Prober {refusal}.");
        }

        AddIfOutside(options.MaxProbesOfService, nameof(HealthOptions.MaxProbesOfService), faults);
        AddIfOutside(options.MaxProbes, nameof(HealthOptions.MaxProbes), faults);
        if (options.CaFile.Length > 0 && !File.Exists(options.CaFile))
        {
            faults.Add($"{HealthOptions.Section}:CaFile must name a PEM file that exists.");
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static void AddIfOutside(int value, string setting, List<string> faults)
    {
        if (value is < 1 or > HealthOptions.Most)
        {
            faults.Add($"{HealthOptions.Section}:{setting} must be 1 to {HealthOptions.Most}.");
        }
    }
}

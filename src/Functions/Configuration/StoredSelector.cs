using ToskaMesh.Shared.Configuration;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Functions.Configuration;

/// <summary><see cref="ConfigurationSelector"/> in columns that every provider has.</summary>
internal static class StoredSelector
{
    public static List<string> Services(ConfigurationSelector selector) => [.. selector.Services.Select(service => service.Value)];

    public static List<string> Labels(ConfigurationSelector selector) => [.. selector.Labels.SelectMany(label => (string[])[label.Key, label.Value])];

    public static ConfigurationSelector Read(List<string> services, List<string> labels) =>
        new([.. services.Select(ServiceName.Parse)], labels.Chunk(2).ToDictionary(pair => pair[0], pair => pair[1]));
}

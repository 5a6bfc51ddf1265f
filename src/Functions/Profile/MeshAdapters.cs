using Microsoft.Extensions.Configuration;

namespace ToskaMesh.Functions.Profile;

/// <summary>Which adapters serve, for registration: before there are options. What cannot be read is the default here, and the options' validator refuses it at the start.</summary>
/// <param name="Profile">Chooses the store, the documents, and the cache.</param>
/// <param name="Bus">Follows the profile where nothing is said: Kubernetes has the cloud's parts and RabbitMQ.</param>
internal sealed record MeshAdapters(MeshProfile Profile, MeshBus Bus)
{
    public bool HasServers => Profile is not MeshProfile.Embedded;

    public static MeshAdapters Of(IConfiguration configuration)
    {
        var mesh = configuration.GetSection(MeshOptions.Section);
        var profile = Read(mesh[nameof(MeshOptions.Profile)], MeshProfile.Embedded);
        return new MeshAdapters(profile, Read(mesh[nameof(MeshOptions.Bus)], DefaultBus(profile)));
    }

    public static MeshBus DefaultBus(MeshProfile profile) => profile switch
    {
        MeshProfile.Local => MeshBus.RabbitMq,
        MeshProfile.Cloud => MeshBus.ServiceBus,
        _ => MeshBus.InProcess,
    };

    private static T Read<T>(string? text, T fallback)
        where T : struct, Enum => Enum.TryParse<T>(text, ignoreCase: true, out var value) && Enum.IsDefined(value) ? value : fallback;
}

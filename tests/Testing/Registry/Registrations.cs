using System.Security.Cryptography;
using System.Text;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Testing.Registry;

/// <summary>Builds registrations whose fingerprint follows their content.</summary>
public static class Registrations
{
    public static Registration Of(string service, string id, int port = 5001, Func<Registration, Registration>? with = null)
    {
        var plain = new Registration
        {
            ServiceName = ServiceName.Parse(service),
            ServiceId = InstanceId.Parse(id),
            Address = ServiceAddress.Parse("10.0.0.1"),
            Port = port,
            Fingerprint = "",
        };
        var meant = with is null ? plain : with(plain);
        return meant with { Fingerprint = Fingerprint(meant) };
    }

    private static string Fingerprint(Registration registration)
    {
        var metadata = string.Join(';', registration.Metadata.OrderBy(pair => pair.Key).Select(pair => $"{pair.Key}={pair.Value}"));
        var text = $"{registration with { Fingerprint = "" }}|{string.Join(',', registration.Tags)}|{metadata}";
        return Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }
}

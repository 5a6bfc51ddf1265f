using ToskaMesh.Shared.Identity;

namespace ToskaMesh.Gateway.Access;

/// <summary>
/// The credentials that are for the mesh and never for a service, and what callers claim to be. They are taken off the
/// request itself, before anything copies its headers, so an upgrade or a retry cannot carry them either.
/// </summary>
internal static class MeshCredentials
{
    public static void Strip(IHeaderDictionary headers, bool passesAuthorization)
    {
        headers.Remove(ApiKey.Header);
        if (!passesAuthorization)
        {
            headers.Authorization = default;
        }

        IdentityHeaders.Strip(headers);
    }
}

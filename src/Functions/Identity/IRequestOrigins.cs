using Microsoft.Azure.Functions.Worker.Http;
using ToskaMesh.Shared.Identity.Audit;

namespace ToskaMesh.Functions.Identity;

/// <summary>Where requests come from, as far as that is known and nobody but trusted proxies says so.</summary>
public interface IRequestOrigins
{
    RequestOrigin OriginOf(HttpRequestData request);
}

using ToskaMesh.Shared.CatalogSync;

namespace ToskaMesh.Functions.KubernetesSync;

/// <param name="Refused">Services that are to be imported, and cannot be as they are.</param>
/// <param name="Services">How many are to be imported.</param>
/// <param name="Unread">Services whose endpoints could not be read; they stay as they are.</param>
/// <param name="LeftOut">Services beyond the limit; they stay as they are.</param>
internal sealed record KubernetesAnswer(CatalogReading Reading, IReadOnlyList<RefusedInstance> Refused, int Services, int Unread, int LeftOut);

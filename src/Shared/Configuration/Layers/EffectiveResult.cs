using ToskaMesh.Shared.Configuration.Secrets;

namespace ToskaMesh.Shared.Configuration.Layers;

/// <param name="Unresolved">The places that refer to secrets which are not there or not for the service.</param>
public sealed record EffectiveResult(
    EffectiveOutcome Outcome, EffectiveConfiguration? Configuration = null, IReadOnlyList<(string Pointer, SecretName Name)>? Unresolved = null);

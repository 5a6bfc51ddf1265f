namespace ToskaMesh.Shared.Observations;

/// <summary><see cref="GatewayReport"/> as it is sent.</summary>
internal sealed record WireReport(
    string Gateway, GatewayMode? Mode, IReadOnlyList<FollowedDocument> Documents, IReadOnlyList<WireInstance> Instances, IReadOnlyList<WireRoute>? Routes);

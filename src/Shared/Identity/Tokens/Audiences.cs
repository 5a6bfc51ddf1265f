namespace ToskaMesh.Shared.Identity.Tokens;

/// <summary>Who a token is for. A service that is called with one cannot use it against the control plane (design: invariant 4).</summary>
public static class Audiences
{
    /// <summary>The control plane: the default of whoever asks for a token.</summary>
    public const string ControlPlane = "toska-mesh";

    /// <summary>Services behind a gateway.</summary>
    public const string Services = "toska-services";

    public static IReadOnlyList<string> All { get; } = [ControlPlane, Services];
}

namespace ToskaMesh.Shared.Observations;

/// <summary>How often a gateway speaks.</summary>
public enum GatewayMode
{
    /// <summary>On change, and of traffic every few seconds.</summary>
    Active = 0,

    /// <summary>On change only, so that the control plane may sleep.</summary>
    Resting = 1,
}

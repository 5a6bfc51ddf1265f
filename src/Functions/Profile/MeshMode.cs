namespace ToskaMesh.Functions.Profile;

/// <summary>Whether the control plane is always awake.</summary>
internal enum MeshMode
{
    /// <summary>Tick runs every few seconds: an instance is always on.</summary>
    Active = 0,

    /// <summary>Tick runs every 5 minutes: the app scales to zero in between, and leases are long.</summary>
    Resting = 1,
}

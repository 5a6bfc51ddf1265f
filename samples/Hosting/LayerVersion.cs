namespace ToskaMesh.Samples.Hosting;

/// <summary>A version of a configuration that this instance's own is made of.</summary>
internal sealed record LayerVersion(string Name, string Environment, long Version)
{
    public override string ToString() => $"{Name}@{Environment} v{Version}";
}

using System.Text.Json;

namespace ToskaMesh.Samples.Hosting;

/// <summary>The part of a service that its configuration in the mesh is for.</summary>
public interface IMeshConfigured
{
    /// <summary>Takes another configuration. Whatever this throws is told to the mesh as a refusal, and the one before stays.</summary>
    /// <param name="content">An object; only for as long as this runs.</param>
    void Apply(JsonElement content);
}

using ToskaMesh.Cli.Launch;

namespace ToskaMesh.Cli.View;

/// <summary>Shows a run to whoever started it. Disposing it leaves the terminal as it should stay.</summary>
internal interface IMeshView : IAsyncDisposable
{
    /// <summary>Called in order, for each change; must not block.</summary>
    void Show(MeshState state);
}

using ToskaMesh.Cli.View;

namespace ToskaMesh.Cli.Launch;

/// <summary>The one place where the state of the run changes; each change is shown.</summary>
internal sealed class MeshBoard(IMeshView view)
{
    private readonly Lock _lock = new();
    private MeshState _state = new();

    public void Update(Func<MeshState, MeshState> change)
    {
        lock (_lock)
        {
            _state = change(_state);
            view.Show(_state);
        }
    }
}

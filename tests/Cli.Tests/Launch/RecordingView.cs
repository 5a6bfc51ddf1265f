using System.Collections.Concurrent;
using ToskaMesh.Cli.Launch;
using ToskaMesh.Cli.View;

namespace ToskaMesh.Cli.Tests.Launch;

internal sealed class RecordingView : IMeshView
{
    public ConcurrentQueue<MeshState> States { get; } = new();

    public IEnumerable<string> Story => States
        .Prepend(new MeshState())
        .Zip(States)
        .SelectMany(pair => pair.Second.Parts.Except(pair.First.Parts))
        .Select(part => $"{part.Name} {part.Phase}");

    public void Show(MeshState state) => States.Enqueue(state);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

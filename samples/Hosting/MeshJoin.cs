namespace ToskaMesh.Samples.Hosting;

/// <summary>Tells who asks for this instance's own things when the mesh knows it.</summary>
internal sealed class MeshJoin
{
    private readonly TaskCompletionSource _joined = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Joined => _joined.Task;

    public void Note() => _joined.TrySetResult();
}

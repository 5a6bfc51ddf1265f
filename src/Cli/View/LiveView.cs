using System.Threading.Channels;
using Spectre.Console;
using ToskaMesh.Cli.Launch;

namespace ToskaMesh.Cli.View;

/// <summary>A table that is drawn anew in place. Only the newest state matters, so a slow terminal skips the others.</summary>
internal sealed class LiveView : IMeshView
{
    private readonly Channel<MeshState> _states = Channel.CreateBounded<MeshState>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });

    private readonly Task _drawing;

    public LiveView(IAnsiConsole console, UpSettings settings)
    {
        var page = new MeshPage(settings);
        _drawing = console.Live(page.Render(new MeshState(), console.Profile.Width, console.Profile.Height))
            .Overflow(VerticalOverflow.Crop)
            .Cropping(VerticalOverflowCropping.Bottom)
            .StartAsync(async context =>
            {
                await foreach (var state in _states.Reader.ReadAllAsync())
                {
                    context.UpdateTarget(page.Render(state, console.Profile.Width, console.Profile.Height));
                }
            });
    }

    public void Show(MeshState state) => _states.Writer.TryWrite(state);

    public async ValueTask DisposeAsync()
    {
        _states.Writer.Complete();
        await _drawing;
    }
}

using ToskaMesh.Cli.Launch;

namespace ToskaMesh.Cli.View;

/// <summary>One line for each thing that happens: for files, pipes and CI.</summary>
internal sealed class PlainView(TextWriter output, UpSettings settings, TimeProvider time) : IMeshView
{
    private MeshState _shown = new();

    public void Show(MeshState state)
    {
        foreach (var line in StateChanges.Between(_shown, state))
        {
            Write(line);
        }

        if (state.Running && !_shown.Running)
        {
            Write($"ready: gateway {settings.Gateway} (h2c on {settings.H2cPort}), function app {settings.Functions}, admin key in {Hints.Short(settings.Data.ApiKeyFile)}");
            foreach (var hint in Hints.For(settings))
            {
                Write($"try: {hint}");
            }

            if (Hints.FirstAdmin(settings) is { } command)
            {
                Write($"no Admin has an account yet: {command} (the secret is in {Hints.Short(settings.Data.BootstrapSecretFile(settings.Profile))})");
                if (Hints.BootstrapSecret(settings) is { } secret)
                {
                    Write($"bootstrap secret, for one use: {secret}");
                }
            }
        }

        _shown = state;
    }

    public ValueTask DisposeAsync() => new(output.FlushAsync());

    private void Write(string line) => output.WriteLine($"{time.GetLocalNow():HH:mm:ss} {line}");
}

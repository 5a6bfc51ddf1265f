using Spectre.Console;
using ToskaMesh.Cli.Launch;
using ToskaMesh.Cli.View;
using ToskaMesh.Testing;

namespace ToskaMesh.Cli.Tests.View;

public sealed class HintsTests : IDisposable
{
    private readonly TemporaryDirectory _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public void FirstAdmin_IsShownAsLongAsTheSecretIsThere_WithoutIt()
    {
        var settings = new UpSettings { Data = new DataDirectory(_data.Path), Profile = MeshProfile.Local, GatewayPort = 9090 };
        Assert.Null(Hints.FirstAdmin(settings));
        Directory.CreateDirectory(_data.File("local"));
        File.WriteAllText(_data.File("local/bootstrap-secret"), "marked");

        var hint = Hints.FirstAdmin(settings);

        Assert.StartsWith("toska users create-admin --profile local --url http://127.0.0.1:9090 --data ", hint, StringComparison.Ordinal);
        Assert.DoesNotContain("marked", hint, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task BootstrapSecret_IsShownAsLongAsNoAdminHasAnAccount_ByBothViews(bool isThere)
    {
        var settings = new UpSettings { Data = new DataDirectory(_data.Path) };
        if (isThere)
        {
            await File.WriteAllTextAsync(_data.File("bootstrap-secret"), "marked-secret-of-43-characters-for-one-use-x\n", TestContext.Current.CancellationToken);
        }

        using var plain = new StringWriter();
        await using (var view = new PlainView(plain, settings, TimeProvider.System))
        {
            view.Show(new MeshState { Running = true });
        }

        using var drawn = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(drawn) });
        console.Write(new MeshPage(settings).Render(new MeshState { Running = true }, width: 160, height: 60));

        Assert.Equal(isThere, plain.ToString().Contains("marked-secret-of-43-characters-for-one-use-x", StringComparison.Ordinal));
        Assert.Equal(isThere, drawn.ToString().Contains("marked-secret-of-43-characters-for-one-use-x", StringComparison.Ordinal));
        Assert.DoesNotContain(Directory.EnumerateFiles(_data.Path, "*", SearchOption.AllDirectories), file => Path.GetFileName(file) != "bootstrap-secret");
    }
}

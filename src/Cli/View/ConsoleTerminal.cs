using Spectre.Console;

namespace ToskaMesh.Cli.View;

/// <summary>The console of this process. It asks on standard error, so that what a command prints can go into a file.</summary>
internal sealed class ConsoleTerminal : ITerminal
{
    private readonly Lazy<IAnsiConsole> _console = new(() =>
        AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error), Interactive = InteractionSupport.Yes }));

    public bool CanAsk => !Console.IsInputRedirected && !Console.IsErrorRedirected;

    public TextReader Input => Console.In;

    public string Ask(string question) => _console.Value.Prompt(new TextPrompt<string>($"{question}:"));

    public string AskSecret(string question) => _console.Value.Prompt(new TextPrompt<string>($"{question}:").Secret(mask: null));
}

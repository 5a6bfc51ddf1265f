using ToskaMesh.Cli.View;

namespace ToskaMesh.Cli.Tests.Commands;

/// <summary>Somebody who gives these answers in order; nobody, without any.</summary>
internal sealed class ScriptedTerminal(params string[] answers) : ITerminal
{
    private readonly Queue<string> _answers = new(answers);

    public bool CanAsk => _answers.Count > 0;

    public TextReader Input { get; init; } = TextReader.Null;

    public string Ask(string question) => _answers.Dequeue();

    public string AskSecret(string question) => _answers.Dequeue();
}

namespace ToskaMesh.Cli.View;

/// <summary>Who may sit at the other end.</summary>
internal interface ITerminal
{
    /// <summary>Whether somebody is there to answer.</summary>
    bool CanAsk { get; }

    TextReader Input { get; }

    string Ask(string question);

    /// <summary>Shows nothing of the answer, not even its length.</summary>
    string AskSecret(string question);
}

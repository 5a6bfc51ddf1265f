namespace ToskaMesh.Cli.Launch;

/// <summary>What to tell somebody whose mesh did not start.</summary>
internal static class FailureAdvice
{
    /// <param name="what">What happened, as the beginning of a sentence.</param>
    public static string For(ChildSpec spec, string what, LogFile log)
    {
        var lines = log.Tail.Select(line => $"  | {line}");
        return string.Join(Environment.NewLine, [$"{what}. The last lines of {log.Path}:", .. lines, Advice(spec, log.Tail)]);
    }

    public static string Ending(int exitCode) =>
        exitCode > 128 ? $"was ended by signal {exitCode - 128}" : $"ended with status {exitCode}";

    private static string Advice(ChildSpec spec, IReadOnlyList<string> tail)
    {
        bool Says(string text) => tail.Any(line => line.Contains(text, StringComparison.OrdinalIgnoreCase));
        return spec switch
        {
            { Role: not ChildRole.Sample } when Says("address already in use") =>
                $"A port was taken meanwhile: choose another with {(spec.Role is ChildRole.Gateway ? "--gateway-port" : "--functions-port")} N.",
            _ when Says("permission denied") || Says("read-only file system") =>
                "The data directory cannot be written: choose another with --data DIR.",
            _ when Says("no space left") => "The disk is full: free some, or choose another place with --data DIR.",
            _ when Says("you must install or update .NET") => "The .NET 10 SDK is needed: https://dot.net/download",
            _ => "If the lines above do not help, try a fresh data directory: --data DIR.",
        };
    }
}

using System.Globalization;
using ToskaMesh.Cli.View;

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

    /// <param name="ends">How often it ended, with this one, without having been ready for a while in between.</param>
    /// <param name="at">By the clock on the wall.</param>
    public static string Restarting(int exitCode, int ends, DateTimeOffset at, LogFile log) => string.Create(
        CultureInfo.InvariantCulture, $"{Ending(exitCode)}{(ends == 1 ? "" : $", {ends} times in a row")}, starts again at {at:HH:mm:ss}, log: {Hints.Short(log.Path)}");

    private static string Advice(ChildSpec spec, IReadOnlyList<string> tail)
    {
        bool Says(string text) => tail.Any(line => line.Contains(text, StringComparison.OrdinalIgnoreCase));
        return spec switch
        {
            { Role: not ChildRole.Sample } when Says("address already in use") =>
                $"A port was taken meanwhile: choose another with {(spec.Role is ChildRole.Gateway ? "--gateway-port" : "--functions-port")} N.",
            _ when Says("permission denied") || Says("read-only file system") =>
                "The data directory cannot be written: make it writable for this user. --data DIR names another, with a mesh of its own.",
            _ when Says("no space left") => "The disk is full: make room and start it again; what is stored stays.",
            _ when Says("you must install or update .NET") => "The .NET 10 SDK is needed: https://dot.net/download",
            _ => "What is stored stays as it is. If the lines above do not help, see whether a mesh of its own starts beside it: --data OTHER-DIR.",
        };
    }
}

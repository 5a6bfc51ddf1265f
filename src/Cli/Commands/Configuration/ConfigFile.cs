namespace ToskaMesh.Cli.Commands.Configuration;

/// <summary>Files that hold content.</summary>
internal static class ConfigFile
{
    public static string Read(string path)
    {
        try
        {
            return path == "-" ? Console.In.ReadToEnd() : File.ReadAllText(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailedException(ExitCode.Failed, $"{path} cannot be read: {error.Message}");
        }
    }

    /// <summary>By the name's ending; YAML where it says nothing.</summary>
    public static string FormatOf(string path) => Path.GetExtension(path).Equals(".json", StringComparison.OrdinalIgnoreCase) ? "json" : "yaml";
}

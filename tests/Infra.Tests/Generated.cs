namespace ToskaMesh.Infra.Tests;

/// <summary>A file of the repository that is made from others, and has to be what they make now.</summary>
internal static class Generated
{
    private const string Variable = "TOSKA_RENEW";

    /// <summary>Compares; with the variable it writes instead, and the diff is there to be read before it is committed.</summary>
    public static void Check(string path, string content)
    {
        var file = Repository.File(path);
        if (Environment.GetEnvironmentVariable(Variable) is "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, content);
        }

        var present = File.Exists(file) ? File.ReadAllText(file) : "";
        Assert.True(present == content, $"{path} is not what its sources make of it now. scripts/renew.sh writes it anew; then read the diff.\n{FirstDifference(present, content)}");
    }

    private static string FirstDifference(string present, string content)
    {
        var (old, wanted) = (present.Split('\n'), content.Split('\n'));
        var line = old.Zip(wanted).TakeWhile(pair => pair.First == pair.Second).Count();
        return $"line {line + 1}\n- {old.ElementAtOrDefault(line)}\n+ {wanted.ElementAtOrDefault(line)}";
    }
}

using ToskaMesh.Cli.Launch;

namespace ToskaMesh.Cli.Tests.Launch;

public sealed class DataDirectoryTests
{
    [Theory]
    [InlineData("/option", "/variable", "/option")]
    [InlineData(null, "/variable", "/variable")]
    [InlineData(null, "", ".toska")]
    [InlineData(null, null, ".toska")]
    public void Choose_TakesWhatSaysAnything(string? option, string? variable, string chosen) =>
        Assert.Equal(Path.GetFullPath(chosen), DataDirectory.Choose(option, variable, installation: null).Path);
}

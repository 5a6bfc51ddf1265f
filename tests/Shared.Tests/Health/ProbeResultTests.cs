using ToskaMesh.Shared.Health;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Shared.Tests.Health;

public sealed class ProbeResultTests
{
    [Fact]
    public void Output_IsOneShortLine()
    {
        var result = ProbeResult.Critical("a\r\nb\0" + new string('c', 1000));

        Assert.Equal(ProbeResult.MaxOutput, result.Output.Length);
        Assert.StartsWith("a  b c", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Output_IsNotCutWithinACharacter() =>
        Assert.Equal(ProbeResult.MaxOutput - 1, ProbeResult.Critical(new string('c', ProbeResult.MaxOutput - 1) + "😀").Output.Length);

    [Fact]
    public void Warning_StillPasses()
    {
        Assert.True(ProbeResult.Warning("").Passed);
        Assert.False(ProbeResult.Critical("").Passed);
        Assert.Equal(HealthStatus.Degraded, ProbeResult.Warning("").Status);
    }
}

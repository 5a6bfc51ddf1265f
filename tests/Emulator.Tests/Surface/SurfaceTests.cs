using Microsoft.Azure.Functions.Worker;

namespace ToskaMesh.Emulator.Tests.Surface;

public class SurfaceTests
{
    [Fact]
    public void PublicSurface_OfTheEmulator_IsOfficial()
    {
        var official = OfficialSurface.OfFiles(Path.Combine(AppContext.BaseDirectory, "Surface", "official-api"));
        Assert.True(official.Count > 290, $"only {official.Count} official types were read");
        Assert.Empty(SurfaceComparison.Faults(typeof(FunctionContext).Assembly.GetExportedTypes(), official));
    }
}

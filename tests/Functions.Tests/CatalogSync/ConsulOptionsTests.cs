using Microsoft.Extensions.Options;
using ToskaMesh.Functions.CatalogSync;
using ToskaMesh.Functions.Profile;

namespace ToskaMesh.Functions.Tests.CatalogSync;

public sealed class ConsulOptionsTests
{
    [Fact]
    public void Defaults_AreValidInBothModes()
    {
        Assert.Empty(Faults(new ConsulOptions()));
        Assert.Empty(Faults(new ConsulOptions { Import = true, Export = true }, MeshMode.Resting));
        Assert.Equal(TimeSpan.FromSeconds(30), new ConsulOptions().TtlFor(MeshMode.Active));
        Assert.Equal(TimeSpan.FromMinutes(15), new ConsulOptions().TtlFor(MeshMode.Resting));
    }

    [Theory]
    [InlineData("http://user:secret@consul:8500")]
    [InlineData("consul:8500")]
    [InlineData("ftp://consul")]
    [InlineData("consul")]
    public void Address_ThatIsNone_IsRefusedWithoutItsText(string address)
    {
        var fault = Assert.Single(Faults(new ConsulOptions { Address = new Uri(address, UriKind.RelativeOrAbsolute) }));

        Assert.Contains("Mesh:Consul:Address", fault, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void EachFault_IsNamed()
    {
        var faults = Faults(new ConsulOptions
        {
            Datacenter = "a b",
            Ttl = TimeSpan.FromMinutes(31),
            Timeout = TimeSpan.FromMinutes(1),
            MaxServices = 0,
            MaxExports = 0,
        });

        Assert.Equal(5, faults.Count);
    }

    [Fact]
    public void Ttl_ThatNoRestingMeshKeeps_IsRefused() =>
        Assert.Single(Faults(new ConsulOptions { Ttl = TimeSpan.FromMinutes(1) }, MeshMode.Resting));

    private static IReadOnlyList<string> Faults(ConsulOptions options, MeshMode mode = MeshMode.Active) =>
        [.. new ConsulOptionsValidator(Options.Create(new MeshOptions { Mode = mode })).Validate(null, options).Failures ?? []];
}

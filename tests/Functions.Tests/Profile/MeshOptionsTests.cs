using ToskaMesh.Functions.Profile;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Functions.Tests.Profile;

public sealed class MeshOptionsTests
{
    [Fact]
    public void Validate_Defaults_AreSound() => Assert.True(Validate(new MeshOptions()).Succeeded);

    [Fact]
    public void Validate_EveryFault_IsNamed()
    {
        var result = Validate(new MeshOptions
        {
            Profile = (MeshProfile)9,
            Mode = (MeshMode)9,
            DataDirectory = " ",
            OwnPorts = "80,x",
            OwnAddresses = "a b",
        });

        Assert.Equal(
            ["Mesh:DataDirectory", "Mesh:Mode", "Mesh:OwnAddresses", "Mesh:OwnPorts", "Mesh:Profile"],
            result.Failures!.Select(failure => failure.Split(' ')[0]).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("Embedded", null, true)]
    [InlineData("Local", null, true)]
    [InlineData("Cloud", null, false)]
    [InlineData("Cloud", true, true)]
    [InlineData("Embedded", false, false)]
    public void ToTerms_Loopback_FollowsTheProfileUnlessSet(string profile, bool? setting, bool allowed) =>
        Assert.Equal(
            allowed,
            new MeshOptions { Profile = Enum.Parse<MeshProfile>(profile), AllowLoopback = setting }.ToTerms().Addresses.AllowLoopback);

    [Fact]
    public void ToTerms_RestingMesh_HasLongLeases() =>
        Assert.Equal(LeaseRules.ShortestWhenResting, new MeshOptions { Mode = MeshMode.Resting }.ToTerms().DefaultLease);

    [Fact]
    public void ToTerms_OwnPlaces_AreRead()
    {
        var terms = new MeshOptions { OwnPorts = " 7071, 8080", OwnAddresses = "gateway" }.ToTerms();

        Assert.True(terms.IsOwn(ServiceAddress.Parse("gateway"), 8080));
        Assert.False(terms.IsOwn(ServiceAddress.Parse("gateway"), 80));
    }

    private static Microsoft.Extensions.Options.ValidateOptionsResult Validate(MeshOptions options) =>
        new MeshOptionsValidator().Validate(null, options);
}

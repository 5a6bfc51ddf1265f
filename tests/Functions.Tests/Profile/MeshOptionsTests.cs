using System.Globalization;
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
            Grace = TimeSpan.Zero,
            OwnPorts = "80,x",
            OwnAddresses = "a b",
            AllowedNetworks = "10.0.0.0/40",
        });

        Assert.Equal(
            ["Mesh:AllowedNetworks", "Mesh:DataDirectory", "Mesh:Grace", "Mesh:Mode", "Mesh:OwnAddresses", "Mesh:OwnPorts", "Mesh:Profile"],
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

    [Theory]
    [InlineData("0")]
    [InlineData("65536")]
    [InlineData("-1")]
    public void Validate_PortThatCannotBe_IsAFault(string port) => Assert.False(Validate(new MeshOptions { OwnPorts = port }).Succeeded);

    [Theory]
    [InlineData("00:00:00", false)]
    [InlineData("00:00:01", true)]
    [InlineData("1.00:00:00", true)]
    [InlineData("1.00:00:01", false)]
    public void Validate_Grace_IsBounded(string grace, bool sound) =>
        Assert.Equal(sound, Validate(new MeshOptions { Grace = TimeSpan.Parse(grace, CultureInfo.InvariantCulture) }).Succeeded);

    [Fact]
    public void SleepGap_OfARestingMesh_IsThreeOfItsTicks()
    {
        Assert.Equal(TimeSpan.FromSeconds(60), new MeshOptions().SleepGap);
        Assert.Equal(TimeSpan.FromMinutes(15), new MeshOptions { Mode = MeshMode.Resting }.SleepGap);
    }

    [Fact]
    public void AwayGap_IsTwoAndAHalfTicks()
    {
        Assert.Equal(TimeSpan.FromSeconds(12.5), new MeshOptions().AwayGap);
        Assert.Equal(TimeSpan.FromMinutes(12.5), new MeshOptions { Mode = MeshMode.Resting }.AwayGap);
    }

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

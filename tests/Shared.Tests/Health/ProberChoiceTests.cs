using ToskaMesh.Shared.Health;

namespace ToskaMesh.Shared.Tests.Health;

public sealed class ProberChoiceTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Default_IsSomebodyWhoCan(bool isResting) => Assert.Null(ProberChoice.Refusal(ProberChoice.Default(isResting), isResting));

    [Fact]
    public void Resting_IsProbedByGatewaysOnly()
    {
        Assert.Equal(HealthProber.Gateway, ProberChoice.Default(isResting: true));
        Assert.NotNull(ProberChoice.Refusal(HealthProber.Functions, isResting: true));
    }

    [Fact]
    public void Active_IsProbedByTheControlPlaneOnlyIfItCan()
    {
        Assert.Equal(ProberChoice.ControlPlaneProbes ? HealthProber.Functions : HealthProber.Gateway, ProberChoice.Default(isResting: false));
        Assert.Equal(ProberChoice.ControlPlaneProbes, ProberChoice.Refusal(HealthProber.Functions, isResting: false) is null);
    }

    [Fact]
    public void Anything_Else_IsRefused() => Assert.NotNull(ProberChoice.Refusal((HealthProber)9, isResting: false));
}

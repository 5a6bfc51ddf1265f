using ToskaMesh.Shared.Health;

namespace ToskaMesh.Shared.Tests.Health;

public sealed class ProberChoiceTests
{
    [Theory]
    [InlineData(false, HealthProber.Functions)]
    [InlineData(true, HealthProber.Gateway)]
    public void Default_IsSomebodyWhoIsAwake(bool isResting, HealthProber prober)
    {
        Assert.Equal(prober, ProberChoice.Default(isResting));
        Assert.Null(ProberChoice.Refusal(prober, isResting));
    }

    [Fact]
    public void Functions_InRestingMode_IsRefused() => Assert.NotNull(ProberChoice.Refusal(HealthProber.Functions, isResting: true));

    [Fact]
    public void AnythingElse_IsRefused() => Assert.NotNull(ProberChoice.Refusal((HealthProber)9, isResting: false));
}

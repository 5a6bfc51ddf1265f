using System.Text;
using ToskaMesh.Shared.Configuration.Rollouts;
using ToskaMesh.Shared.Validation;

namespace ToskaMesh.Shared.Tests.Configuration.Rollouts;

public sealed class RolloutOrderParserTests
{
    [Fact]
    public void Parse_EveryField_IsTaken()
    {
        var parsed = Parse("""
            {"version":7,"supersede":true,"onFailure":"pause",
             "strategy":{"labels":{"zone":"a"},"steps":[{"percent":10,"bake":"00:01:00"},{"percent":50}]},
             "gate":{"maxUnhealthyPercent":20,"maxErrorRate":0.01,"minSamples":100,"compareWithStable":true},
             "approval":{"before":"end","timeout":"01:00:00","onTimeout":"pause","byAnother":true}}
            """);

        Assert.Empty(parsed.Errors);
        var plan = parsed.Value!.Plan;
        Assert.Equal((7, true, FailureAction.Pause, "ann", "a"), (parsed.Value.Version, parsed.Value.Supersede, plan.OnFailure, plan.Author, plan.Labels["zone"]));
        Assert.Equal([new RolloutStep(10, TimeSpan.FromMinutes(1)), new RolloutStep(50, RolloutLimits.DefaultBake)], plan.Steps);
        Assert.Equal(new RolloutGate { MaxUnhealthyPercent = 20, MaxErrorRate = 0.01, MinSamples = 100, CompareWithStable = true }, plan.Gate);
        Assert.Equal(new RolloutApproval(ApprovalMoment.End, TimeSpan.FromHours(1), TimeoutAction.Pause, true), plan.Approval);
    }

    [Fact]
    public void Parse_AVersionAlone_IsAllAtOnceBehindAGate()
    {
        var plan = Parse("""{"version":1}""").Value!.Plan;

        Assert.Equal([new RolloutStep(100, RolloutLimits.DefaultBake)], plan.Steps);
        Assert.Equal((new RolloutGate(), null, FailureAction.RollBack), (plan.Gate, plan.Approval, plan.OnFailure));
    }

    [Theory]
    [InlineData("{}", "/version")]
    [InlineData("""{"version":0,"strategy":{"steps":[]}}""", "/strategy/steps|/version")]
    [InlineData("""{"version":1,"strategy":{"steps":[{"percent":50},{"percent":50}]}}""", "/strategy/steps")]
    [InlineData("""{"version":1,"strategy":{"steps":[{"percent":0},{"bake":"x"}]}}""", "/strategy/steps|/strategy/steps/0/percent|/strategy/steps/1/bake|/strategy/steps/1/percent")]
    [InlineData("""{"version":1,"strategy":{"steps":[{"percent":5}],"bake":"00:01:00"}}""", "/strategy/bake")]
    [InlineData("""{"version":1,"gate":{"maxErrorRate":2,"minSamples":0,"x":1}}""", "/gate/maxErrorRate|/gate/minSamples|/gate/x")]
    [InlineData("""{"version":1,"gate":{"minSamples":5}}""", "/gate/maxErrorRate")]
    [InlineData("""{"version":1,"approval":{"onTimeout":"shrug"},"onFailure":"weep"}""", "/approval/before|/approval/onTimeout|/approval/timeout|/onFailure")]
    [InlineData("""{"version":1,"approval":{"before":"end","timeout":"01:00:00","onTimeout":"proceed","byAnother":true}}""", "/approval/onTimeout")]
    public void Parse_WithFaults_NamesEach(string body, string pointers) =>
        Assert.Equal(pointers.Split('|'), Parse(body).Errors.Select(error => error.Pointer).Order(StringComparer.Ordinal));

    private static Parsed<RolloutOrder> Parse(string body) => RolloutOrderParser.Parse(Encoding.UTF8.GetBytes(body), "ann");
}

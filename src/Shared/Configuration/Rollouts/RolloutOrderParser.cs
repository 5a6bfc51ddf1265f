using ToskaMesh.Shared.Validation;

namespace ToskaMesh.Shared.Configuration.Rollouts;

/// <summary>
/// Reads the body that asks for a rollout: <c>version</c>, <c>strategy</c> (<c>steps</c> of <c>percent</c> and <c>bake</c>,
/// <c>labels</c>, or one <c>bake</c> for all at once), <c>gate</c>, <c>approval</c>, <c>onFailure</c>, <c>supersede</c>, <c>notes</c>.
/// </summary>
public static class RolloutOrderParser
{
    public static Parsed<RolloutOrder> Parse(ReadOnlyMemory<byte> body, string author) => JsonBody.Parse(body, fields =>
    {
        var version = fields.Required("version")?.Long(1, long.MaxValue);
        var strategy = fields.Optional("strategy")?.Object(ReadStrategy) ?? new RolloutStrategy([AllAtOnce(RolloutLimits.DefaultBake)], NoLabels);
        var gate = fields.Optional("gate")?.Object(ReadGate) ?? new RolloutGate();
        var approval = fields.Optional("approval")?.Object(ReadApproval);
        var onFailure = fields.Optional("onFailure")?.Enumeration<FailureAction>() ?? FailureAction.RollBack;
        var supersede = fields.Optional("supersede")?.Boolean() ?? false;
        var notes = ConfigurationOrderParser.ReadNotes(fields);
        var plan = new RolloutPlan
        {
            Author = author,
            Steps = strategy.Steps,
            Labels = strategy.Labels,
            Gate = gate,
            Approval = approval,
            OnFailure = onFailure,
        };
        return version is null ? null : new RolloutOrder(version.Value, plan, supersede, notes);
    });

    private static Dictionary<string, string> NoLabels => [];

    private static RolloutStrategy? ReadStrategy(JsonFields fields)
    {
        var labels = fields.Optional("labels")?.Map(
            ConfigurationLimits.Labels, ConfigurationLimits.LabelLength, field => field.Text(1, ConfigurationLimits.LabelLength)) ?? NoLabels;
        if (fields.Optional("steps") is not { } field)
        {
            return new RolloutStrategy([AllAtOnce(ReadBake(fields))], labels);
        }

        fields.Refuse("has no meaning beside steps, which have their own", "bake");
        var steps = field.Items(RolloutLimits.Steps, item => item.Object(ReadStep));
        if (steps is null)
        {
            return null;
        }

        if (steps.Count == 0 || !steps.Zip(steps.Skip(1)).All(pair => pair.First.Percent < pair.Second.Percent))
        {
            fields.Fault("steps", "must be at least one, each with a higher percent than the one before");
        }

        return new RolloutStrategy(steps, labels);
    }

    private static RolloutStep? ReadStep(JsonFields fields)
    {
        var percent = fields.Required("percent")?.Integer(1, 100);
        var bake = ReadBake(fields);
        return percent is null ? null : new RolloutStep(percent.Value, bake);
    }

    private static TimeSpan ReadBake(JsonFields fields) =>
        fields.Optional("bake")?.Duration(RolloutLimits.ShortestBake, RolloutLimits.LongestBake) ?? RolloutLimits.DefaultBake;

    private static RolloutGate ReadGate(JsonFields fields)
    {
        var unhealthy = fields.Optional("maxUnhealthyPercent")?.Integer(0, 100) ?? 0;
        var rate = fields.Optional("maxErrorRate")?.Number(0, 1);
        var samples = fields.Optional("minSamples")?.Long(1, RolloutLimits.Samples);
        var compare = fields.Optional("compareWithStable")?.Boolean();
        if (rate is null && (samples is not null || compare is true))
        {
            fields.Fault("maxErrorRate", "is required where samples or a comparison are asked for");
        }

        return new RolloutGate { MaxUnhealthyPercent = unhealthy, MaxErrorRate = rate, MinSamples = samples ?? 1, CompareWithStable = compare ?? false };
    }

    private static RolloutApproval? ReadApproval(JsonFields fields)
    {
        var before = fields.Required("before")?.Enumeration<ApprovalMoment>();
        var timeout = fields.Required("timeout")?.Duration(RolloutLimits.ShortestApproval, RolloutLimits.LongestApproval);
        var onTimeout = fields.Optional("onTimeout")?.Enumeration<TimeoutAction>() ?? TimeoutAction.RollBack;
        var byAnother = fields.Optional("byAnother")?.Boolean() ?? false;
        if (byAnother && onTimeout is TimeoutAction.Proceed)
        {
            fields.Fault("onTimeout", "cannot proceed where another than the author is to approve: nobody's word is not another's");
        }

        return before is null || timeout is null ? null : new RolloutApproval(before.Value, timeout.Value, onTimeout, byAnother);
    }

    private static RolloutStep AllAtOnce(TimeSpan bake) => new(100, bake);
}

using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Text.Json.Nodes;

namespace ToskaMesh.Cli.Commands.Configuration.Rollouts;

/// <summary>How a rollout is to go. What is not said is the mesh's to decide.</summary>
internal sealed class RolloutPlanOptions
{
    private readonly Option<int[]> _steps = new("--steps")
    {
        Description = "Shares of the instances, rising, in percent [default: all at once]",
        HelpName = "PERCENT,...",
        CustomParser = ParseSteps,
    };

    private readonly Option<TimeSpan?> _bake = Time("--bake", "How long each step must do well, such as 30s, 5m, 1h or 00:05:00 [default: 5m]");

    private readonly Option<string[]> _labels = Labels.Option("Until the end only for instances with this label, and shares are of them; repeat it to require several");

    private readonly Option<int?> _maxUnhealthy = new("--max-unhealthy")
    {
        Description = "Instances with the version that may be unhealthy, in percent of them [default: 0]",
        HelpName = "PERCENT",
        CustomParser = WholeNumber.ParseOptional,
    };

    private readonly Option<double?> _maxErrorRate = new("--max-error-rate")
    {
        Description = "Requests to them that may fail, 0 to 1 [default: not asked]",
        HelpName = "RATE",
        CustomParser = ParseRate,
    };

    private readonly Option<int?> _minSamples = new("--min-samples")
    {
        Description = "Requests before the rate says anything [default: 1]",
        HelpName = "N",
        CustomParser = WholeNumber.ParseOptional,
    };

    private readonly Option<bool> _compare = new("--compare") { Description = "Let the rate be what they may have beyond the other instances" };

    private readonly Option<string?> _approval = new("--approval") { Description = "Ask somebody before each further step and the end, or before the end alone", HelpName = "step|end" };

    private readonly Option<TimeSpan?> _approvalTimeout = Time("--approval-timeout", "How long it waits for approval [default: 1h]");

    private readonly Option<string?> _onTimeout = new("--on-timeout") { Description = "What it does when nobody approved [default: rollback]", HelpName = "rollback|pause|proceed" };

    private readonly Option<bool> _byAnother = new("--by-another") { Description = "Let nobody approve or promote it who began it" };

    private readonly Option<string?> _onFailure = new("--on-failure") { Description = "What it does when its gate fails [default: rollback]", HelpName = "rollback|pause" };

    private readonly Option<bool> _supersede = new("--supersede") { Description = "End the rollout that is under way, and begin this one from the start" };

    private readonly Option<string?> _notes = new("--notes") { Description = "Why, for the timeline", HelpName = "TEXT" };

    public RolloutPlanOptions()
    {
        _approval.AcceptOnlyFromAmong("step", "end");
        _onTimeout.AcceptOnlyFromAmong("rollback", "pause", "proceed");
        _onFailure.AcceptOnlyFromAmong("rollback", "pause");
    }

    public void AddTo(Command command)
    {
        Option[] options =
        [
            _steps, _bake, _labels, _maxUnhealthy, _maxErrorRate, _minSamples, _compare, _approval, _approvalTimeout, _onTimeout, _byAnother, _onFailure, _supersede, _notes,
        ];
        foreach (var option in options)
        {
            command.Options.Add(option);
        }

        command.Validators.Add(result =>
        {
            if (result.GetResult(_approval) is null && (result.GetResult(_approvalTimeout) ?? result.GetResult(_onTimeout) ?? result.GetResult(_byAnother)) is { Implicit: false })
            {
                result.AddError("--approval-timeout, --on-timeout and --by-another belong to --approval.");
            }
        });
    }

    public JsonObject Body(ParseResult arguments, long version)
    {
        var body = new JsonObject { ["version"] = version };
        var gate = new JsonObject();
        Set(gate, "maxUnhealthyPercent", arguments.GetValue(_maxUnhealthy));
        Set(gate, "maxErrorRate", arguments.GetValue(_maxErrorRate));
        Set(gate, "minSamples", arguments.GetValue(_minSamples));
        Set(gate, "compareWithStable", arguments.GetValue(_compare) ? true : null);
        Set(body, "strategy", Strategy(arguments));
        Set(body, "gate", gate.Count > 0 ? gate : null);
        if (arguments.GetValue(_approval) is { } before)
        {
            var approval = new JsonObject { ["before"] = before, ["timeout"] = Text(arguments.GetValue(_approvalTimeout) ?? TimeSpan.FromHours(1)) };
            Set(approval, "onTimeout", arguments.GetValue(_onTimeout));
            Set(approval, "byAnother", arguments.GetValue(_byAnother) ? true : null);
            body["approval"] = approval;
        }

        Set(body, "onFailure", arguments.GetValue(_onFailure));
        Set(body, "supersede", arguments.GetValue(_supersede) ? true : null);
        Set(body, "notes", arguments.GetValue(_notes));
        return body;
    }

    private JsonObject? Strategy(ParseResult arguments)
    {
        var (strategy, bake) = (new JsonObject(), arguments.GetValue(_bake) is { } time ? Text(time) : null);
        if (arguments.GetValue(_steps) is { Length: > 0 } steps)
        {
            strategy["steps"] = new JsonArray([.. steps.Select(JsonNode? (percent) =>
            {
                var step = new JsonObject { ["percent"] = percent };
                Set(step, "bake", bake);
                return step;
            })]);
        }
        else
        {
            Set(strategy, "bake", bake);
        }

        Set(strategy, "labels", arguments.GetValue(_labels) is { Length: > 0 } labels ? Labels.Of(labels) : null);
        return strategy.Count > 0 ? strategy : null;
    }

    private static void Set(JsonObject body, string name, JsonNode? value)
    {
        if (value is not null)
        {
            body[name] = value;
        }
    }

    private static string Text(TimeSpan time) => time.ToString("c", CultureInfo.InvariantCulture);

    private static Option<TimeSpan?> Time(string name, string description) =>
        new(name) { Description = description, HelpName = "TIME", CustomParser = ParseTime };

    private static int[]? ParseSteps(ArgumentResult result)
    {
        var parts = result.Tokens[0].Value.Split(',', StringSplitOptions.TrimEntries);
        int[] steps = [.. parts.Select(part => int.TryParse(part.TrimEnd('%'), NumberStyles.None, CultureInfo.InvariantCulture, out var percent) ? percent : 0)];
        if (steps.Any(percent => percent is < 1 or > 100))
        {
            result.AddError("--steps must be percents from 1 to 100, separated by commas, such as 5,25,100.");
        }

        return steps;
    }

    private static TimeSpan? ParseTime(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out var time) && text.Contains(':', StringComparison.Ordinal))
        {
            return time;
        }

        var isNumber = int.TryParse(text.AsSpan(0, Math.Max(0, text.Length - 1)), NumberStyles.None, CultureInfo.InvariantCulture, out var number);
        TimeSpan? parsed = (isNumber, text.LastOrDefault()) switch
        {
            (true, 's') => TimeSpan.FromSeconds(number),
            (true, 'm') => TimeSpan.FromMinutes(number),
            (true, 'h') => TimeSpan.FromHours(number),
            _ => null,
        };
        if (parsed is null)
        {
            result.AddError($"{(result.Parent as OptionResult)?.Option.Name} must be a time such as 30s, 5m, 1h or 00:05:00, not '{text}'.");
        }

        return parsed;
    }

    private static double? ParseRate(ArgumentResult result)
    {
        if (!double.TryParse(result.Tokens[0].Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var rate) || rate > 1)
        {
            result.AddError($"--max-error-rate must be 0 to 1, such as 0.01, not '{result.Tokens[0].Value}'.");
        }

        return rate;
    }
}

using ToskaMesh.Shared.Validation;

namespace ToskaMesh.Shared.Configuration.Rollouts;

/// <summary>Reads the body of a command to a rollout: <c>notes</c> and <c>step</c>, neither of which must be there.</summary>
public static class RolloutCommandParser
{
    /// <param name="body">Empty says nothing.</param>
    public static Parsed<RolloutCommandBody> Parse(ReadOnlyMemory<byte> body) => JsonBody.Parse(
        body.IsEmpty ? "{}"u8.ToArray() : body,
        fields => new RolloutCommandBody(ConfigurationOrderParser.ReadNotes(fields), fields.Optional("step")?.Integer(0, RolloutLimits.Steps - 1)));
}

using ToskaMesh.Shared.Validation;

namespace ToskaMesh.Shared.Configuration.Rollouts;

/// <summary>Reads the body of a command to a rollout, which may say why and nothing else.</summary>
public static class RolloutNotesParser
{
    /// <param name="body">Empty says nothing.</param>
    public static Parsed<RolloutNotes> Parse(ReadOnlyMemory<byte> body) =>
        JsonBody.Parse(body.IsEmpty ? "{}"u8.ToArray() : body, fields => new RolloutNotes(ConfigurationOrderParser.ReadNotes(fields)));
}

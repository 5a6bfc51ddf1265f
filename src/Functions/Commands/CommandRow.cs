using ToskaMesh.Shared.Commands;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Functions.Commands;

/// <summary><see cref="MeshCommand"/> as it is stored, without its targets.</summary>
internal sealed class CommandRow
{
    public required Guid Id { get; init; }

    public required string Service { get; init; }

    public required string Name { get; init; }

    public string? Arguments { get; init; }

    public required string RequestedBy { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>How many targets may still change.</summary>
    public int Open { get; set; }

    public static CommandRow From(MeshCommand command) => new()
    {
        Id = command.Id,
        Service = command.Service.Value,
        Name = command.Name,
        Arguments = command.Arguments,
        RequestedBy = command.RequestedBy,
        CreatedAt = command.CreatedAt,
        ExpiresAt = command.ExpiresAt,
        Open = command.Targets.Count(target => target.IsOpen),
    };

    public MeshCommand ToCommand(IEnumerable<CommandTarget> targets) => new()
    {
        Id = Id,
        Service = ServiceName.Parse(Service),
        Name = Name,
        Arguments = Arguments,
        RequestedBy = RequestedBy,
        CreatedAt = CreatedAt,
        ExpiresAt = ExpiresAt,
        Targets = [.. targets],
    };
}

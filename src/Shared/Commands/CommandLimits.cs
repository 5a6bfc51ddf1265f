namespace ToskaMesh.Shared.Commands;

/// <summary>The sizes of a command's parts.</summary>
public static class CommandLimits
{
    public const int NameLength = 128;

    /// <summary>Of arguments and of a result: bytes of JSON.</summary>
    public const int Payload = 32 * 1024;

    public const int ErrorLength = 4 * 1024;

    /// <summary>Instances of one command.</summary>
    public const int Targets = 500;

    /// <summary>Commands of one service that are not all answered.</summary>
    public const int OpenPerService = 1000;

    /// <summary>Commands that an instance fetches at once.</summary>
    public const int Batch = 100;

    public static TimeSpan ShortestTimeout { get; } = TimeSpan.FromSeconds(1);

    public static TimeSpan DefaultTimeout { get; } = TimeSpan.FromMinutes(1);

    public static TimeSpan LongestTimeout { get; } = TimeSpan.FromDays(1);

    /// <summary>How long whoever fetched a command has it for itself.</summary>
    public static TimeSpan Lease { get; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a command can be asked for after its time.</summary>
    public static TimeSpan Retention { get; } = TimeSpan.FromDays(1);
}

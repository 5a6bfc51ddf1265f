using ToskaMesh.Shared.Routing.Explicit;

namespace ToskaMesh.Shared.Observations;

/// <summary>How much gateways may say, and how long it is kept.</summary>
public static class ObservationLimits
{
    /// <summary>Entries about instances in one report: of an instance there may be several, each with another window.</summary>
    public const int Entries = 500;

    /// <summary>Windows of explicit routes in one report: one for the stable version and one for the candidate of each, or several of fewer.</summary>
    public const int Routes = 2 * RouteLimits.Routes;

    /// <summary>Bytes of one report.</summary>
    public const int Body = 256 * 1024;

    /// <summary>Requests of one window: more is no count, and sums of such as are stay far from overflowing.</summary>
    public const long Requests = 1_000_000_000_000;

    /// <summary>Characters of an instance's output.</summary>
    public const int Output = 256;

    /// <summary>Errors of a rejected document.</summary>
    public const int Errors = 10;

    /// <summary>Characters of each of them.</summary>
    public const int ErrorLength = 1024;

    /// <summary>Characters of the reason of a rejection.</summary>
    public const int ReasonLength = 64;

    /// <summary>Gateways that are remembered. One more makes room of the one not heard from for longest.</summary>
    public const int Gateways = 1000;

    /// <summary>Rows of figures: gateways times instances with traffic times minutes, and once more where the mark changes. Beyond it the oldest minutes go.</summary>
    public const int FigureRows = 500_000;

    /// <summary>Instances that one question about figures is about.</summary>
    public const int Sums = 500;

    /// <summary>How long figures are kept; those of windows that ended before are not taken either.</summary>
    public static TimeSpan FigureRetention { get; } = TimeSpan.FromHours(1);

    /// <summary>How far a gateway's clock may be ahead; figures from further on are not taken.</summary>
    public static TimeSpan Skew { get; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a gateway without a word is remembered. One that lives says a word each time its credentials are reissued.</summary>
    public static TimeSpan GatewayRetention { get; } = TimeSpan.FromHours(24);
}

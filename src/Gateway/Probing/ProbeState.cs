using System.Runtime.InteropServices;
using ToskaMesh.Shared.Registry;
using Yarp.ReverseProxy.Model;

namespace ToskaMesh.Gateway.Probing;

/// <summary>
/// What the probes of one instance add up to. The first result counts at once, since it is all that is known;
/// afterwards it takes as many results in a row as the registration asks for to change anything.
/// </summary>
/// <param name="Health">Unknown until the first result.</param>
/// <param name="Contrary">How many results in a row have spoken against it.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ProbeState(DestinationHealth Health, int Contrary)
{
    public static readonly ProbeState Unknown = new(DestinationHealth.Unknown, 0);

    public ProbeState After(bool passed, HealthCheck check)
    {
        var says = passed ? DestinationHealth.Healthy : DestinationHealth.Unhealthy;
        if (says == Health)
        {
            return this with { Contrary = 0 };
        }

        var needed = Health == DestinationHealth.Unknown ? 1 : passed ? check.HealthyThreshold : check.UnhealthyThreshold;
        return Contrary + 1 >= needed ? new ProbeState(says, 0) : this with { Contrary = Contrary + 1 };
    }
}

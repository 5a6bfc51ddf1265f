namespace ToskaMesh.Cli.Launch;

internal enum PartPhase
{
    Starting,
    Ready,
    Restarting,
    Stopping,
    Ended,
}

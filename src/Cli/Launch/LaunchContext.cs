namespace ToskaMesh.Cli.Launch;

/// <summary>What every child of one run shares.</summary>
internal sealed record LaunchContext(Guard Guard, Readiness Readiness, MeshBoard Board, TimeProvider Time);

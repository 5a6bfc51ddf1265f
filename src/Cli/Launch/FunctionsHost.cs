namespace ToskaMesh.Cli.Launch;

/// <summary>What runs the function app on this machine.</summary>
internal enum FunctionsHost
{
    /// <summary>The build that needs nothing but the SDK.</summary>
    Emulator,

    /// <summary>The official build under the genuine host, with Azure Functions Core Tools.</summary>
    Func,
}

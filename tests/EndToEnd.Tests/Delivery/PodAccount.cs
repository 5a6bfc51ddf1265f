using System.Globalization;
using ToskaMesh.EndToEnd.Tests.Running;
using ToskaMesh.Testing;
using ToskaMesh.Testing.Clone;
using ToskaMesh.Testing.Processes;

namespace ToskaMesh.EndToEnd.Tests.Delivery;

/// <summary>
/// What Kubernetes does for a pod with a service account: the address of the API server in variables, token and authority as
/// files at the path of the manifests. That path is one of the machine's own, so the process gets a view of the files for itself.
/// </summary>
internal sealed class PodAccount : IDisposable
{
    private const string View = "mount -t tmpfs tmpfs /run && mkdir -p \"$1\" && cp \"$2\"/* \"$1\" && shift 2 && exec \"$@\"";

    private readonly TemporaryDirectory _files = new();
    private readonly Uri _api;

    public PodAccount(Uri api, string token, string authority)
    {
        _api = api;
        File.WriteAllText(Path.Combine(_files.Path, "token"), token);
        File.WriteAllText(Path.Combine(_files.Path, "ca.crt"), authority);
    }

    /// <summary>Skips the test where a process may not have such a view.</summary>
    public static async Task RequireAsync()
    {
        Installed.Require("unshare");
        var run = await ProgramRun.OfAsync("unshare", ["--mount", "sh", "-c", "mount -t tmpfs tmpfs /run"]);
        Assert.SkipUnless(run.ExitCode == 0, $"needs the right to mount: {run.Errors}");
    }

    public ChildProcess Dotnet(string folder, string assembly, string[] arguments, IReadOnlyDictionary<string, string> environment) => ChildProcess.Start(
        "unshare",
        ["--mount", "sh", "-c", View, "sh", folder, _files.Path, "dotnet", assembly, .. arguments],
        new Dictionary<string, string>(environment)
        {
            ["KUBERNETES_SERVICE_HOST"] = _api.Host,
            ["KUBERNETES_SERVICE_PORT"] = _api.Port.ToString(CultureInfo.InvariantCulture),
        });

    public void Dispose() => _files.Dispose();
}

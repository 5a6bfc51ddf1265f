using System.Net;
using ToskaMesh.Gateway.Settings;

namespace ToskaMesh.Gateway.Readiness;

/// <summary><c>dotnet ToskaMesh.Gateway.dll health</c>: asks the gateway that runs beside it, with the same settings, whether it is ready.</summary>
internal static class HealthCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    /// <returns>The exit code: 0 when it is ready, 1 when it is not or does not answer.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        var settings = new ConfigurationBuilder().AddEnvironmentVariables().AddCommandLine(args).Build();
        var options = settings.GetSection(GatewayOptions.Section).Get<GatewayOptions>() ?? new GatewayOptions();
        using var http = new HttpClient { Timeout = Patience };
        try
        {
            using var answer = await http.GetAsync(new UriBuilder(Uri.UriSchemeHttp, Host(options.Bind), options.Port, "/health/ready").Uri);
            return answer.IsSuccessStatusCode ? 0 : 1;
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return 1;
        }
    }

    // One that listens on every address does so on loopback.
    private static string Host(string bind) =>
        IPAddress.TryParse(bind, out var address) && !address.Equals(IPAddress.Any) && !address.Equals(IPAddress.IPv6Any) ? bind : IPAddress.Loopback.ToString();
}

using System.Text;

namespace ToskaMesh.Bench;

/// <summary>Registers instances with an http check each, a hundred to a service.</summary>
internal static class ProbedInstances
{
    private const int OfService = 100;
    private const int Callers = 32;

    public static async Task<int> RegisterAsync(Uri functions, string key, string portsFile)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(60) };
        http.DefaultRequestHeaders.Add("X-API-Key", key);
        var url = new Uri(functions, "/api/ServiceRegistration/register");
        var start = TimeProvider.System.GetTimestamp();
        var ports = await File.ReadAllLinesAsync(portsFile);
        await Parallel.ForEachAsync(ports.Index(), new ParallelOptions { MaxDegreeOfParallelism = Callers }, async (instance, cancellationToken) =>
        {
            var service = $"probed-{instance.Index / OfService}";
            using var content = new StringContent(
                $$$"""
                {"serviceName":"{{{service}}}","serviceId":"{{{service}}}-{{{instance.Index}}}","address":"127.0.0.1","port":{{{instance.Item}}},"leaseSeconds":3600,
                 "healthCheck":{"type":"http","endpoint":"/health","interval":"00:00:10","timeout":"00:00:02"}}
                """,
                Encoding.UTF8,
                "application/json");
            using var response = await http.PostAsync(url, content, cancellationToken);
            if (!response.IsSuccessStatusCode)
            {
                throw new InvalidOperationException($"{(int)response.StatusCode}: {await response.Content.ReadAsStringAsync(cancellationToken)}");
            }
        });
        Console.WriteLine($"{ports.Length} instances registered in {Percentiles.Text(TimeProvider.System.GetElapsedTime(start).TotalSeconds)} s");
        return 0;
    }
}

using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask.Client;
using ToskaMesh.Emulator.Durable.Client;
using ToskaMesh.Emulator.Host.Admin;

namespace ToskaMesh.Emulator.Host.Durable;

/// <summary>What the HTTP API does with many orchestrations.</summary>
internal sealed class InstanceListEndpoints(EmulatedDurableTaskClient client)
{
    private const string Continuation = "x-ms-continuation-token";

    public async Task ListAsync(HttpContext context)
    {
        var request = context.Request;
        if (!TryRead(request, out var from, out var to, out var statuses)
            || !TryInteger(request.Query["top"], out var top)
            || !ContinuationToken.TryRead(request.Headers[Continuation].ToString(), out var after))
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        var query = new OrchestrationQuery(
            from,
            to,
            statuses,
            InstanceIdPrefix: request.Query["instanceIdPrefix"].ToString() is { Length: > 0 } prefix ? prefix : null,
            PageSize: top ?? OrchestrationQuery.DefaultPageSize,
            FetchInputsAndOutputs: true,
            ContinuationToken: after);
        var page = await client.GetAllInstancesAsync(query).AsPages().FirstAsync(context.RequestAborted);
        if (page.ContinuationToken is { } next)
        {
            context.Response.Headers[Continuation] = ContinuationToken.Write(next);
        }

        var showInput = bool.TryParse(request.Query["showInput"], out var flag) ? flag : true;
        var documents = page.Values.Select(i => (JsonNode)InstanceDocument.Of(i, showInput)).ToArray();
        await context.Response.WriteAsJsonAsync(new JsonArray(documents), AdminJson.Options);
    }

    public async Task PurgeAsync(HttpContext context)
    {
        // The genuine host asks for the time, so that nobody empties a hub by a slip.
        if (!TryRead(context.Request, out var from, out var to, out var statuses) || from is null)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        var result = await client.PurgeAllInstancesAsync(new PurgeInstancesFilter(from, to, statuses), null, context.RequestAborted);
        await Purged.AnswerAsync(context.Response, result.PurgedInstanceCount);
    }

    private static bool TryRead(
        HttpRequest request, out DateTimeOffset? from, out DateTimeOffset? to, out List<OrchestrationRuntimeStatus>? statuses)
    {
        statuses = null;
        to = null;
        return TryTime(request.Query["createdTimeFrom"], out from)
            && TryTime(request.Query["createdTimeTo"], out to)
            && TryStatuses(request.Query["runtimeStatus"].ToString(), out statuses);
    }

    private static bool TryTime(string? text, out DateTimeOffset? time)
    {
        var parsed = DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var value);
        time = parsed ? value : null;
        return parsed || string.IsNullOrEmpty(text);
    }

    private static bool TryInteger(string? text, out int? number)
    {
        var parsed = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value > 0;
        number = parsed ? value : null;
        return parsed || string.IsNullOrEmpty(text);
    }

    private static bool TryStatuses(string text, out List<OrchestrationRuntimeStatus>? statuses)
    {
        var names = text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        statuses = names.Length == 0 ? null : [];
        foreach (var name in names)
        {
            if (!Enum.TryParse<OrchestrationRuntimeStatus>(name, ignoreCase: true, out var status) || !Enum.IsDefined(status))
            {
                return false;
            }

            statuses!.Add(status);
        }

        return true;
    }
}

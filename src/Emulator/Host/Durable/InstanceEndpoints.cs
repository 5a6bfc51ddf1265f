using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using ToskaMesh.Emulator.Durable.Client;
using ToskaMesh.Emulator.Durable.Dispatch;
using ToskaMesh.Emulator.Host.Admin;

namespace ToskaMesh.Emulator.Host.Durable;

/// <summary>What the HTTP API does with one orchestration.</summary>
internal sealed class InstanceEndpoints(EmulatedDurableTaskClient client)
{
    private const string RetryAfterSeconds = "10";

    public async Task StartAsync(HttpContext context, string orchestrator, string? instanceId)
    {
        if (await ReadAsync(context) is not { } input)
        {
            return;
        }

        try
        {
            var options = new StartOrchestrationOptions(instanceId);
            var id = await client.StartAsync(orchestrator, input.Json, options, context.RequestAborted);
            await AnswerAsync(context, id);
        }
        catch (ArgumentException exception)
        {
            await RefuseAsync(context, StatusCodes.Status400BadRequest, exception.Message);
        }
        catch (InvalidOperationException exception) when (exception is not HubUnavailableException)
        {
            await RefuseAsync(context, StatusCodes.Status409Conflict, exception.Message);
        }
    }

    public async Task StatusAsync(HttpContext context, string id)
    {
        if (await client.GetInstanceAsync(id, getInputsAndOutputs: true, context.RequestAborted) is not { } instance)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var failsLoudly = Flag(context.Request, "returnInternalServerErrorOnFailure", byDefault: false);
        context.Response.StatusCode = !instance.IsCompleted ? StatusCodes.Status202Accepted
            : failsLoudly && instance.RuntimeStatus == OrchestrationRuntimeStatus.Failed ? StatusCodes.Status500InternalServerError
            : StatusCodes.Status200OK;
        if (!instance.IsCompleted)
        {
            context.Response.Headers.Location = AddressOf(context.Request, id).StatusQueryGetUri;
        }

        await context.Response.WriteAsJsonAsync(
            InstanceDocument.Of(instance, Flag(context.Request, "showInput", byDefault: true)), AdminJson.Options);
    }

    public async Task PurgeAsync(HttpContext context, string id)
    {
        var result = await client.PurgeInstanceAsync(id, (PurgeInstanceOptions?)null, context.RequestAborted);
        await Purged.AnswerAsync(context.Response, result.PurgedInstanceCount);
    }

    public async Task RaiseEventAsync(HttpContext context, string id, string name)
    {
        if (await ReadAsync(context) is { } payload)
        {
            await SendAsync(context, () => client.RaiseJsonAsync(id, name, payload.Json, context.RequestAborted));
        }
    }

    public Task TerminateAsync(HttpContext context, string id) =>
        SendAsync(context, () => client.TerminateInstanceAsync(id, Reason(context), context.RequestAborted));

    public Task SuspendAsync(HttpContext context, string id) =>
        SendAsync(context, () => client.SuspendInstanceAsync(id, Reason(context), context.RequestAborted));

    public Task ResumeAsync(HttpContext context, string id) =>
        SendAsync(context, () => client.ResumeInstanceAsync(id, Reason(context), context.RequestAborted));

    private static async Task SendAsync(HttpContext context, Func<Task> send)
    {
        try
        {
            await send();
            context.Response.StatusCode = StatusCodes.Status202Accepted;
        }
        catch (ArgumentException)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
        }
        catch (InvalidOperationException exception) when (exception is not HubUnavailableException)
        {
            await RefuseAsync(context, StatusCodes.Status410Gone, exception.Message);
        }
    }

    private async Task AnswerAsync(HttpContext context, string id)
    {
        var payload = AddressOf(context.Request, id);
        context.Response.StatusCode = StatusCodes.Status202Accepted;
        context.Response.Headers.Location = payload.StatusQueryGetUri;
        context.Response.Headers.RetryAfter = RetryAfterSeconds;
        await context.Response.WriteAsJsonAsync(payload, AdminJson.Options, context.RequestAborted);
    }

    private Microsoft.Azure.Functions.Worker.HttpManagementPayload AddressOf(HttpRequest request, string id) =>
        client.Webhooks.PayloadOf(id, new Uri($"{request.Scheme}://{request.Host}"));

    /// <summary>The body is JSON, or empty.</summary>
    /// <returns>Null where it is neither, and the answer is given.</returns>
    private static async Task<DurableInput?> ReadAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var text = await reader.ReadToEndAsync(context.RequestAborted);
        try
        {
            if (text.Length > 0)
            {
                using var document = JsonDocument.Parse(text);
            }

            return new DurableInput(text.Length > 0 ? text : null);
        }
        catch (JsonException exception)
        {
            await RefuseAsync(context, StatusCodes.Status400BadRequest, exception.Message);
            return null;
        }
    }

    private static Task RefuseAsync(HttpContext context, int status, string message)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsync(message, context.RequestAborted);
    }

    private static string? Reason(HttpContext context) => context.Request.Query["reason"] is { Count: > 0 } reason ? reason.ToString() : null;

    private static bool Flag(HttpRequest request, string name, bool byDefault) =>
        bool.TryParse(request.Query[name], out var flag) ? flag : byDefault;
}

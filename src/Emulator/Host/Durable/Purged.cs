using Microsoft.AspNetCore.Http;
using ToskaMesh.Emulator.Host.Admin;

namespace ToskaMesh.Emulator.Host.Durable;

/// <summary>The answer to a purge.</summary>
/// <param name="InstancesDeleted">In JSON <c>instancesDeleted</c>.</param>
internal sealed record Purged(int InstancesDeleted)
{
    /// <summary>404 where there was nothing, as the genuine host has it.</summary>
    public static Task AnswerAsync(HttpResponse response, int count)
    {
        if (count == 0)
        {
            response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }

        return response.WriteAsJsonAsync(new Purged(count), AdminJson.Options);
    }
}
